import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function kessho(args: readonly string[], stdin = ''): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, KESSHO_MODELS: join(folder, 'models'), KESSHO_REFERENCES: join(folder, 'references') },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

const ROCK_SALT = `NaCl
1.0
0 2.82 2.82
2.82 0 2.82
2.82 2.82 0
Na Cl
1 1
Direct
0 0 0
0.5 0.5 0.5
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kessho-cli-'));
  await writeFile(join(folder, 'POSCAR'), ROCK_SALT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Send SIGINT at the first line of progress. */
function interrupted(args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, KESSHO_MODELS: join(folder, 'models'), KESSHO_REFERENCES: join(folder, 'references') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr === '') child.kill('SIGINT');
      stderr += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('search', () => {
  const MGO = ['search', 'MgO', '--max-atoms', '4', '--budget', '10', '--seed', '3', '--lag', '2', '--workers', '1'];

  it('stops at Ctrl-C and goes on to the result of an undisturbed search', async () => {
    const [whole, half] = [join(folder, 'whole'), join(folder, 'half')];
    const undisturbed = await kessho([...MGO, '--out', whole, '--json']);
    expect(undisturbed.code).toBe(0);
    const stopped = await interrupted([...MGO, '--out', half]);
    expect(stopped.stderr).toContain('--resume');
    expect(stopped.code).toBe(1);
    const resumed = await kessho(['search', '--resume', '--out', half, '--workers', '2', '--json']);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toEqual(JSON.parse(undisturbed.stdout));
    expect(JSON.parse(await readFile(join(half, 'result.json'), 'utf8'))).toEqual(JSON.parse(undisturbed.stdout));
    expect(await readFile(join(half, 'individuals.jsonl'), 'utf8')).toBe(await readFile(join(whole, 'individuals.jsonl'), 'utf8'));
    const { structures, isFinished } = JSON.parse(resumed.stdout) as { isFinished: boolean; structures: { rank: number; enthalpyPerAtom: number }[] };
    expect(isFinished).toBe(true);
    expect(structures.map(({ rank }) => rank)).toEqual(structures.map((_, place) => place + 1));
  });

  it('keeps molecules whole', async () => {
    const xyz = join(folder, 'hydroxide.xyz');
    await writeFile(xyz, '2\nhydroxide\nO 0 0 0\nH 0.97 0 0\n');
    const { code, stdout, stderr } = await kessho([
      'search',
      'LiOH',
      '--molecule',
      xyz,
      '--max-atoms',
      '6',
      '--budget',
      '4',
      '--method',
      'random',
      '--keep-broken',
      '--json',
    ]);
    expect(stderr).not.toContain('Error');
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as {
      constraints: { molecules: { species: string[] }[] };
      structures: { broken: string | null; species: string[] }[];
    };
    expect(document.constraints.molecules.map(({ species }) => species)).toEqual([['O', 'H']]);
    expect(document.structures.length).toBeGreaterThan(0);
    expect(document.structures.every(({ broken }) => broken === null || broken === 'broken-molecule')).toBe(true);
  });

  it('finds layers, and says why other requests are none', async () => {
    const args = ['search', 'BN', '--layer', '1', '--max-atoms', '2', '--budget', '8', '--lag', '4', '--workers', '1'];
    const { code, stdout } = await kessho([...args, '--json']);
    expect(code).toBe(0);
    const { constraints, structures } = JSON.parse(stdout) as {
      constraints: { layer: object };
      structures: { spaceGroup: { number: number }; lattice: number[][] }[];
    };
    expect(constraints.layer).toEqual({ thickness: 1, vacuum: 15 });
    expect(structures.length).toBeGreaterThan(0);
    for (const { lattice } of structures) expect(Math.max(...lattice.map((vector) => Math.hypot(...vector)))).toBeGreaterThan(14.9);
    for (const [added, reason] of [
      [['--pressure', '2'], 'no volume to press on'],
      [['--space-groups', '225'], 'No layer has the symmetry of the space group 225'],
    ] as const) {
      const refused = await kessho([...args, ...added]);
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(reason)]);
    }
    expect((await kessho(['search', 'BN', '--vacuum', '12'])).code).toBe(2);
  });

  it('measures the layers of a system from bulk elements, and says so', async () => {
    const { code, stdout } = await kessho(['search', 'B-N', '--layer', '1', '--max-atoms', '2', '--budget', '4', '--workers', '1', '--json']);
    expect(code).toBe(0);
    const { hullEnds, structures } = JSON.parse(stdout) as {
      hullEnds: { formula: string; enthalpyPerAtom: number; isReference: boolean; isLayer: boolean }[];
      structures: { formula: string; formationEnergyPerAtom: number; enthalpyPerAtom: number; lattice: number[][] }[];
    };
    expect(hullEnds).toMatchObject(['B', 'N2'].map((formula) => ({ formula, isReference: true, isLayer: false })));
    for (const { lattice } of structures) expect(Math.max(...lattice.map((vector) => Math.hypot(...vector)))).toBeGreaterThan(14.9);
    const half = (hullEnds[0]!.enthalpyPerAtom + hullEnds[1]!.enthalpyPerAtom) / 2;
    const nitrides = structures.filter(({ formula }) => formula === 'BN');
    expect(nitrides.length).toBeGreaterThan(0);
    for (const { formationEnergyPerAtom, enthalpyPerAtom } of nitrides) expect(formationEnergyPerAtom).toBeCloseTo(enthalpyPerAtom - half, 9);
  });

  it.each(['hull', 'random'])('places a system on its hull: %s', async (method) => {
    const { code, stdout } = await kessho(['search', 'Mg-O', '--method', method, '--max-atoms', '3', '--budget', '6', '--json']);
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as {
      method: string;
      composition: null;
      elements: string[];
      referenceSet: { entries: number };
      structures: { energyAboveHull: number; energyAboveKnownHull: number }[];
    };
    expect(document).toMatchObject({ method, composition: null, elements: ['O', 'Mg'] });
    expect(document.referenceSet.entries).toBeGreaterThan(1000);
    expect(document.structures.every(({ energyAboveHull, energyAboveKnownHull }) => energyAboveHull >= 0 && energyAboveKnownHull > -0.05)).toBe(true);
  });

  it.each([
    [['TiO2', '--method', 'guess'], '--method is one of evolutionary'],
    [['TiO2', '--method', 'hull'], 'TiO2 alone is searched by another method'],
    [['Mg-Xx'], 'Xx is not a chemical element'],
    [['MgO', '--end-members', 'MgO,SiO2'], 'name one thing'],
    [['--end-members', 'MgO,SiO2', '--method', 'hopping'], '--end-members are searched by --method hull or random'],
    [['MgO-SiO2-MgSiO3'], 'one is a mixture of the others'],
    [['CO2', '--molecule', '/nonexistent.xyz'], '--molecule takes an XYZ file of one molecule; /nonexistent.xyz'],
    [['SiO2', '--coordination', 'Si=4'], '--coordination takes numbers of neighbors'],
    [['SiO2', '--coordination', 'Si:6-4'], 'the fewest first'],
    [['SiO2', '--coordination', 'Al:4'], 'Al, which is not in the search'],
    [['Li-P', '--ranges', 'Li=0.2'], '--ranges takes atomic fractions'],
    [['Li-P', '--ranges', 'Li:0.2-1.5'], '--ranges takes a number from 0 to 1'],
    [['Li-P', '--max-atoms', '4', '--ranges', 'Li:0.4-0.45'], 'No composition of up to 4 atoms'],
    [['TiO2', '--max-atoms', '2'], 'InvalidOptions'],
    [['TiO2', '--distance', 'Ti=2'], '--distance takes two elements'],
    [['TiO2', '--edges', '2'], '--edges takes two numbers'],
    [['--resume'], '--out'],
    [['--resume', '--out', '/nonexistent-folder'], 'there is no search to go on with'],
    [[], 'name one thing'],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await kessho(['search', ...words]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('predict', () => {
  it('writes one JSON document and CIFs that read back', async () => {
    const out = join(folder, 'out');
    const { code, stdout } = await kessho([
      'predict',
      'MgO',
      '--budget',
      'quick',
      '--max-atoms',
      '4',
      '--holdout',
      '--seed',
      '1',
      '--top',
      '3',
      '--out',
      out,
      '--archive',
      '--json',
    ]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as {
      composition: string;
      structures: { rank: number; spaceGroup: { number: number }; lattice: number[][]; species: string[]; fracCoords: number[][] }[];
    };
    expect(document.composition).toBe('MgO');
    expect(document.structures[0]?.spaceGroup.number).toBe(225);
    expect(document.structures[0]?.species).toHaveLength(document.structures[0]?.fracCoords.length as number);
    const files = (await readdir(out)).sort();
    expect(files[0]).toBe('01-MgO-Fm-3m-225.cif');
    expect(await readFile(join(out, 'structures.csv'), 'utf8')).toMatch(
      /^\ufeffrank,formula,.*energy_above_hull \[eV\/atom\].*\r\n1,MgO,225,F m -3 m,/,
    );
    const archive = unzipSync(await readFile(join(out, 'MgO.zip')));
    expect(JSON.parse(strFromU8(archive['MgO/result.json'] as Uint8Array))).toEqual(document);
    expect(Object.keys(archive).slice(0, 5)).toEqual([
      'MgO/README.txt',
      'MgO/result.json',
      'MgO/structures.csv',
      'MgO/structures.extxyz',
      'MgO/cif/01-MgO-Fm-3m-225.cif',
    ]);
    expect(JSON.parse(await readFile(join(out, 'result.json'), 'utf8'))).toEqual(document);
    const symmetry = await kessho(['symmetry', join(out, files[0] as string), '--json']);
    expect((JSON.parse(symmetry.stdout) as { spaceGroup: { number: number } }).spaceGroup.number).toBe(225);
  });

  it.each([
    ['', 'EmptyFormula', null],
    ['Xx2O3', 'UnknownElement', 0],
    ['baTiO3', 'InvalidFormula', 0],
    ['BaTiO3)', 'InvalidFormula', 6],
    ['Fe0.317O', 'InvalidFormula', 2],
    ['C100000', 'TooManyAtoms', 1],
    ['Og2', 'UnsupportedElement', 0],
    ['A'.repeat(100_000), 'FormulaTooLong', null],
  ])('refuses %.20s with a code and a place', async (formula, expected, position) => {
    const { code, stdout } = await kessho(['predict', formula, '--json']);
    const { error } = JSON.parse(stdout) as { error: { code: string; position: number | null } };
    expect(error.code).toBe(expected);
    if (position !== null) expect(error.position).toBe(position);
    expect(code).toBe(2);
  });

  it('lists the options of a command', async () => {
    const { code, stdout } = await kessho(['relax', '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^kessho relax: relax structures\n\nname a structure file.*\n( {2}--.*\n)+$/);
    expect(stdout).toMatch(/--fmax VALUE +without it 0\.05/);
  });

  it('shows the place of the mistake', async () => {
    const { stderr } = await kessho(['predict', 'BaTiO3)']);
    expect(stderr).toContain('BaTiO3)\n      ^');
  });

  it.each([
    [['predict']],
    [['predict', 'MgO', '--budget', 'huge']],
    [['predict', 'MgO', '--top', '-1']],
    [['predict', 'MgO', '--space-groups', '231']],
    [['nonsense']],
  ])('refuses %j as bad usage', async (args) => {
    expect((await kessho(args)).code).toBe(2);
  });
});

describe('model packs', () => {
  /** Random weights: `training/potential/random_nequix.py`. */
  const pack = fileURLToPath(new URL('../../../packages/models/test/random-nequix.zip', import.meta.url));
  const potentials = async (): Promise<string[]> => {
    const lines = (await kessho(['models', '--json'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { model: string });
    return lines.map(({ model }) => model).filter((model) => model.startsWith('energy/'));
  };

  it('are added, listed, used by name and removed', async () => {
    const added = await kessho(['models', 'add', pack, '--json']);
    expect(added.code).toBe(0);
    expect(JSON.parse(added.stdout)).toMatchObject({
      model: { name: 'random-nequix', version: '1' },
      license: 'Apache-2.0',
      directory: join(folder, 'models', 'random-nequix', '1'),
    });
    expect(await potentials()).toEqual(['energy/chgnet/0.3.0', 'energy/random-nequix/1']);
    for (const model of ['random-nequix', 'random-nequix@1']) {
      const energy = JSON.parse((await kessho(['energy', join(folder, 'POSCAR'), '--model', model, '--json'])).stdout) as {
        model: { name: string };
        magneticMoments: null;
      };
      expect(energy).toMatchObject({ model: { name: 'random-nequix' }, magneticMoments: null });
    }
    const relaxed = await kessho(['relax', join(folder, 'POSCAR'), '--model', 'random-nequix', '--steps', '3', '--json']);
    expect(JSON.parse(relaxed.stdout)).toMatchObject({ model: { name: 'random-nequix' } });
    const removed = await kessho(['models', 'remove', 'random-nequix', '--json']);
    expect(JSON.parse(removed.stdout)).toMatchObject({ removed: { name: 'random-nequix', version: '1' } });
    expect(await potentials()).toEqual(['energy/chgnet/0.3.0']);
    const gone = await kessho(['energy', join(folder, 'POSCAR'), '--model', 'random-nequix']);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('there is no potential random-nequix')]);
  });

  it('are refused with a code, one by one', async () => {
    const damaged = join(folder, 'damaged.zip');
    await writeFile(damaged, (await readFile(pack)).subarray(0, 1000));
    const { code, stdout } = await kessho(['models', 'add', damaged, join(folder, 'missing.zip'), '--json']);
    expect(code).toBe(2);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { error: { code: string } });
    expect(lines.map(({ error }) => error.code)).toEqual(['ModelPackDamaged', 'ENOENT']);
    expect((await kessho(['models', 'remove', 'chgnet'])).code).toBe(2);
    expect((await kessho(['predict', 'MgO', '--judge', 'nothing'])).code).toBe(2);
  });

  it('judge the finalists of a prediction, under their own name', async () => {
    expect((await kessho(['models', 'add', pack])).code).toBe(0);
    const { code, stdout } = await kessho([
      'predict',
      'MgO',
      '--budget',
      'quick',
      '--max-atoms',
      '4',
      '--space-groups',
      '221,225,216',
      '--judge',
      'random-nequix',
      '--json',
    ]);
    expect(code).toBe(0);
    interface Judged {
      readonly model: { readonly name: string };
      readonly energyAboveHull: number | null;
      readonly judgement: { readonly model: { readonly name: string }; readonly enthalpyPerAtom: number } | null;
    }
    const { models, structures } = JSON.parse(stdout) as { models: { name: string }[]; structures: Judged[] };
    expect(models.slice(0, 2).map(({ name }) => name)).toEqual(['chgnet', 'random-nequix']);
    expect(structures.length).toBeGreaterThan(1);
    for (const { model, judgement, energyAboveHull } of structures) {
      expect([model.name, judgement?.model.name]).toEqual(['chgnet', 'random-nequix']);
      expect(energyAboveHull).not.toBeNull();
    }
    const outside = await kessho(['predict', 'CaF2', '--judge', 'random-nequix', '--json']);
    expect([outside.code, (JSON.parse(outside.stdout) as { error: { code: string } }).error.code]).toEqual([2, 'UnsupportedElement']);
  });
});

describe('the parts', () => {
  it('keep the order of many inputs, and a bad one does not stop the rest', async () => {
    const { code, stdout } = await kessho(['symmetry', join(folder, 'POSCAR'), join(folder, 'missing.cif'), '-', '--json'], ROCK_SALT);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { spaceGroup?: { number: number }; error?: { code: string } });
    expect(lines.map((line) => line.spaceGroup?.number ?? line.error?.code)).toEqual([225, 'ENOENT', 225]);
    expect(code).toBe(2);
  });

  it('evaluate and relax with the potential', async () => {
    // CHGNet 0.3.0 in PyTorch gives −3.66643 eV/atom for this cell.
    const energy = JSON.parse((await kessho(['energy', join(folder, 'POSCAR'), '--json'])).stdout) as {
      energyPerAtom: number;
      forces: number[][];
      stress: number[][];
    };
    expect(energy.energyPerAtom).toBeCloseTo(-3.6664, 3);
    expect(energy.forces.flat().every((force) => Math.abs(force) < 1e-3)).toBe(true);
    const relaxed = JSON.parse((await kessho(['relax', join(folder, 'POSCAR'), '--json'])).stdout) as { energyPerAtom: number; stopReason: string };
    expect(relaxed.stopReason).toBe('converged');
    expect(relaxed.energyPerAtom).toBeLessThanOrEqual(energy.energyPerAtom);
  });

  it('convert and match', async () => {
    const cif = join(folder, 'salt.cif');
    expect((await kessho(['convert', join(folder, 'POSCAR'), cif, '--symmetrized'])).code).toBe(0);
    const { matches } = JSON.parse((await kessho(['match', join(folder, 'POSCAR'), cif, '--json'])).stdout) as { matches: boolean };
    expect(matches).toBe(true);
  });

  it('convert through every format and back, energies included', async () => {
    const chain = ['POSCAR', 'a.cif', 'b.pwi', 'c.optimade.json', 'd.jsonl', 'e.ase.json', 'f.extxyz', 'g.json'].map((name) => join(folder, name));
    for (const [k, to] of chain.slice(1).entries()) expect(await kessho(['convert', chain[k] as string, to])).toMatchObject({ code: 0, stderr: '' });
    const { matches } = JSON.parse((await kessho(['match', join(folder, 'POSCAR'), chain.at(-1) as string, '--json'])).stdout) as {
      matches: boolean;
    };
    expect(matches).toBe(true);
    const labeled = (await readFile(join(folder, 'f.extxyz'), 'utf8')).replace('pbc=', 'energy=-6.5 pbc=');
    const entry = JSON.parse((await kessho(['convert', '-', '-', '--to', 'computed-structure-entry'], labeled)).stdout) as { energy: number };
    expect(entry.energy).toBe(-6.5);
  });

  it('convert to a set of VASP, as a folder and as a zip', async () => {
    const set = join(folder, 'vasp');
    expect((await kessho(['convert', join(folder, 'POSCAR'), set, '--to', 'vasp-input'])).code).toBe(0);
    expect((await readdir(set)).sort()).toEqual(['INCAR', 'KPOINTS', 'POSCAR', 'POTCAR.spec']);
    expect((await kessho(['convert', join(folder, 'POSCAR'), `${set}.zip`, '--to', 'vasp-input', '--kpoints', '64'])).code).toBe(0);
    expect(strFromU8(unzipSync(await readFile(`${set}.zip`))['KPOINTS'] as Uint8Array)).toMatch(/^64 k points per atom\n0\nGamma\n3 3 3\n/);
  });

  it.each([
    ['several structures in a format that holds one', ['many.extxyz', 'x.vasp'], 2, 'choose it with --index'],
    ['a structure that is not there', ['many.extxyz', 'x.vasp', '--index', '3'], 2, '--index takes a number from 1 to 2'],
    ['a name that says no format', ['many.extxyz', 'x.dat'], 2, 'give --to cif'],
    ['an entry without energy', ['many.extxyz', 'x.entries.json'], 2, 'EnergyMissing'],
    ['a calculation that is none', ['many.extxyz', 'x.pwi', '--index', '1', '--calculation', 'bands'], 2, 'scf or vc-relax'],
  ])('refuse to convert %s', async (_name, args, exit, message) => {
    const two = (await kessho(['convert', join(folder, 'POSCAR'), '-', '--to', 'extxyz'])).stdout.repeat(2);
    await writeFile(join(folder, 'many.extxyz'), two);
    const { code, stderr } = await kessho(['convert', ...args.map((arg) => (/^\w+\./.test(arg) ? join(folder, arg) : arg))]);
    expect([code, stderr]).toEqual([exit, expect.stringContaining(message)]);
  });

  it('relax with its trajectory', async () => {
    const out = join(folder, 'relaxed');
    expect((await kessho(['relax', join(folder, 'POSCAR'), '--out', out, '--trajectory'])).code).toBe(0);
    const frames = (await readFile(join(out, 'POSCAR.extxyz'), 'utf8')).split('\n').filter((line) => line.startsWith('Lattice='));
    expect(frames.length).toBeGreaterThan(1);
    expect(frames[0]).toMatch(/Properties=species:S:1:pos:R:3:forces:R:3 energy=-7\.33\d+ stress="[^"]+" energy_scheme="chgnet 0\.3\.0" step=0 pbc=/);
    const energies = frames.map((line) => Number(/energy=(\S+)/.exec(line)?.[1]));
    expect(Math.min(...energies)).toBeLessThanOrEqual(energies[0] as number);
  });

  it('propose space groups for a list of formulas', async () => {
    const list = join(folder, 'formulas.txt');
    await writeFile(list, 'SrTiO3\n\nQq\nGaAs\n');
    const lines = (await kessho(['propose', list, '--holdout', '--json'])).stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { composition?: string; symmetryProposals?: { number: number; probability: number }[]; error?: { code: string } },
      );
    expect(lines.map(({ composition, error }) => composition ?? error?.code)).toEqual(['SrTiO3', 'UnknownElement', 'GaAs']);
    expect(lines[0]?.symmetryProposals?.slice(0, 5).map(({ number }) => number)).toContain(221);
  });

  it('generate as many candidates as asked, the same with the same seed', async () => {
    const run = (): Promise<Run> => kessho(['generate', 'CaF2', '--count', '7', '--seed', 'x', '--json']);
    const [first, again] = [await run(), await run()];
    expect(first.stdout.trim().split('\n')).toHaveLength(7);
    expect(again.stdout).toBe(first.stdout);
  });

  it('place entries on the hull', async () => {
    const entries = [
      ['Li', 1, -1.9],
      ['O2', 2, -9.9],
      ['Li2O', 3, -14.3],
      ['Li2O2', 4, -19],
    ].map(([formula, , energy]) => ({
      '@class': 'ComputedEntry',
      energy,
      correction: 0,
      parameters: { run_type: 'GGA' },
      entry_id: formula,
      composition: { Li: { Li: 1 }, O2: { O: 2 }, Li2O: { Li: 2, O: 1 }, Li2O2: { Li: 2, O: 2 } }[formula as string],
    }));
    const file = join(folder, 'entries.json');
    await writeFile(file, JSON.stringify(entries));
    const lines = (await kessho(['hull', file, '--json'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { entryId: string; energyAboveHull: number; formationEnergyPerAtom: number });
    expect(lines[0]).toMatchObject({ entryId: 'Li', energyAboveHull: 0, formationEnergyPerAtom: 0 });
    expect(lines[2]?.formationEnergyPerAtom).toBeCloseTo((-14.3 + 2 * 1.9 + 9.9 / 2) / 3, 9);
    // Li2O2 against Li2O + ½ O2
    expect(lines[3]?.energyAboveHull).toBeCloseTo(Math.max(0, (-19 + 14.3 + 9.9 / 2) / 4), 9);
  });

  describe('xrd', () => {
    type Line = {
      formula: string;
      peaks: { twoTheta: number; intensity: number; families: { hkl: number[]; multiplicity: number }[] }[];
      match?: { zeroShift: number; scale: number; residual: number };
      error?: { code: string };
    };
    const linesOf = ({ stdout }: Run): Line[] =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);

    it('indexes the peaks of every file', async () => {
      const [line, missing] = linesOf(
        await kessho(['xrd', join(folder, 'POSCAR'), join(folder, 'nothing'), '--wavelength', 'CuKa', '--range', '20,50', '--json']),
      );
      // a = 5.64 Å: 111, 200 and 220 of the cubic cell are 111, 110 and 112 of the primitive one
      expect(line?.formula).toBe('NaCl');
      expect(line?.peaks.map(({ twoTheta }) => Number(twoTheta.toFixed(2)))).toEqual([27.39, 31.73, 45.49]);
      expect(line?.peaks[1]?.intensity).toBe(100);
      expect(line?.peaks.map(({ families }) => families.reduce((sum, { multiplicity }) => sum + multiplicity, 0))).toEqual([8, 6, 12]);
      expect(missing?.error?.code).toBe('ENOENT');
      const [molybdenum] = linesOf(await kessho(['xrd', join(folder, 'POSCAR'), '--wavelength', '0.71073', '--json']));
      expect(molybdenum?.peaks[0]?.twoTheta).toBeCloseTo((360 / Math.PI) * Math.asin((0.71073 * Math.sqrt(3)) / (2 * 5.64)), 6);
    });

    it('matches a measured pattern, shifted and scaled', async () => {
      const [{ peaks } = { peaks: [] }] = linesOf(await kessho(['xrd', join(folder, 'POSCAR'), '--json']));
      const measured = Array.from({ length: 3000 }, (_, k) => 20 + 0.02 * k).map((angle) => {
        const signal = peaks.reduce(
          (sum, { twoTheta, intensity }) => sum + intensity * Math.exp(-Math.LN2 * ((angle - twoTheta - 0.12) / 0.08) ** 2),
          0,
        );
        return `${angle.toFixed(2)} ${(50 + 7 * signal).toFixed(3)}`;
      });
      const pattern = join(folder, 'measured.xy');
      await writeFile(pattern, `# 2theta counts\n${measured.join('\n')}\n`);
      const [line] = linesOf(await kessho(['xrd', join(folder, 'POSCAR'), '--match', pattern, '--json']));
      expect(line?.match?.zeroShift).toBeCloseTo(0.12, 2);
      expect(Math.abs((line?.match?.scale ?? NaN) / 7 - 1)).toBeLessThan(0.2);
      expect(line?.match?.residual).toBeLessThan(0.2);
    });

    it.each([
      ['a radiation that does not exist', ['--wavelength', 'CuKx'], 'neither a wavelength'],
      ['a range that is none', ['--range', '50,20'], '--range takes two angles'],
    ])('refuses %s', async (_, options, message) => {
      const { code, stderr } = await kessho(['xrd', join(folder, 'POSCAR'), ...options]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    });
  });

  it('relax known crystals under pressure, once, as entries of a hull', async () => {
    const file = join(folder, 'mgo.json');
    const first = await kessho(['references', 'Mg', '--pressure', '20', '--json', '--out', file]);
    expect(first.code).toBe(0);
    const set = JSON.parse(first.stdout) as { pressureGPa: number; name: string; entries: { id: string; volumePerAtom: number }[] };
    expect(set).toMatchObject({ pressureGPa: 20, chemicalSystem: 'Mg', heldOut: null, geometry: 'relaxed' });
    expect(set.name).toMatch(/^materials-project-chgnet-0\.3\.0-relaxed-v\d+-Mg-20GPa$/);
    // magnesium has 23 Å³ per atom without pressure
    for (const { volumePerAtom } of set.entries) expect(volumePerAtom).toBeLessThan(20);
    const [path] = await readdir(join(folder, 'references'), { recursive: true }).then((names) =>
      names.filter((name) => name.endsWith('20GPa.jsonl')),
    );
    const remembered = await readFile(join(folder, 'references', path as string), 'utf8');
    expect(remembered.trimEnd().split('\n')).toHaveLength(set.entries.length);
    expect((await kessho(['references', 'Mg', '--pressure', '20', '--json'])).stdout).toBe(first.stdout);
    expect(await readFile(join(folder, 'references', path as string), 'utf8')).toBe(remembered);
    const hull = await kessho(['hull', file, '--pressure', '20', '--json']);
    expect(hull.stdout.trim().split('\n')).toHaveLength(set.entries.length);
    expect((await kessho(['references', 'Mg-Xx'])).stderr).toContain('Xx is not a chemical element');
  });

  describe('hull', () => {
    const phases = {
      model: { name: 'chgnet', version: '0.3.0', sha256: 'abc' },
      entries: [
        { id: 'metal', formula: 'Mg', energyPerAtom: -1.5, volumePerAtom: 23 },
        { id: 'gas', formula: 'O', energyPerAtom: -4.9, volumePerAtom: 12 },
        { id: 'oxide', formula: 'MgO', energyPerAtom: -6, volumePerAtom: 9.5 },
        { id: 'peroxide', formula: 'MgO2', energyPerAtom: -5.5, volumePerAtom: 9 },
      ],
    };
    const run = async (document: unknown, ...options: string[]): Promise<{ code: number | null; lines: Record<string, unknown>[] }> => {
      const { code, stdout } = await kessho(['hull', '-', '--json', ...options], JSON.stringify(document));
      return {
        code,
        lines: stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      };
    };

    it('draws the diagram of our own entries', async () => {
      const { code, lines } = await run(phases, '--facets');
      expect([code, lines.length]).toEqual([0, 5]);
      const diagram = lines[4] as {
        elements: string[];
        scheme: unknown;
        stable: { entryId: string }[];
        facets: { entryIds: string[]; chemicalPotentials: Record<string, number> }[];
        tieLines: string[][];
      };
      expect(diagram.elements).toEqual(['O', 'Mg']);
      expect(diagram.scheme).toEqual({ kind: 'potential', model: phases.model });
      expect(diagram.stable.map(({ entryId }) => entryId)).toEqual(['gas', 'metal', 'oxide']);
      expect(diagram.tieLines).toEqual([
        ['metal', 'oxide'],
        ['gas', 'oxide'],
      ]);
      // 2 e(MgO) is the potential of one element where the other is at its reference.
      expect(diagram.facets.find(({ entryIds }) => entryIds.includes('metal'))?.chemicalPotentials['O']).toBeCloseTo(2 * -6 + 1.5 + 4.9, 9);
    });

    it('opens elements and applies pressure', async () => {
      const opened = await run(phases, '--open', 'O=-0.1', '--referenced');
      expect(opened.lines.map(({ entryId }) => entryId)).toEqual(['metal', 'oxide', 'peroxide']);
      expect(opened.lines[1]).toMatchObject({ isStable: true, formationEnergyPerAtom: 0 });
      expect(opened.lines[2]?.['energyAboveHull']).toBeCloseTo(3 * -5.5 + 2 * 5 - (2 * -6 + 5), 9);
      expect((await run(phases, '--open', 'O=-5')).lines).toEqual(opened.lines);
      const pressed = await run(phases, '--pressure', '10');
      expect(pressed.lines[2]?.['formationEnergyPerAtom']).toBeCloseTo(-6 + (1.5 + 4.9) / 2 + (10 / 160.2176634) * (9.5 - 17.5), 9);
    });

    it.each([
      [
        'energies of two functionals',
        {
          entries: [
            { formula: 'Mg', energyPerAtom: 0, functional: 'PBE' },
            { formula: 'O', energyPerAtom: 0, functional: 'r2SCAN' },
          ],
        },
        [],
        'ReferenceSetsMixed',
      ],
      [
        'GGA and GGA+U without the corrections that join them',
        [
          { energy: 0, composition: { Mg: 1 }, parameters: { run_type: 'GGA' } },
          { energy: 0, composition: { O: 1 }, parameters: { run_type: 'GGA+U' } },
        ],
        [],
        'ReferenceSetsMixed',
      ],
      ['an element without a reference', { entries: phases.entries.slice(1) }, [], 'ReferenceMissing'],
      ['pressure without volumes', { entries: phases.entries.map(({ volumePerAtom: _, ...entry }) => entry) }, ['--pressure', '1'], 'VolumeMissing'],
    ])('refuses %s', async (_, document, options, errorCode) => {
      const { code, lines } = await run(document, ...options);
      expect([code, lines]).toMatchObject([2, [{ input: '-', error: { code: errorCode } }]]);
    });

    it('mixes schemes where that is asked for, and refuses an open element that is none', async () => {
      const mixed = { entries: phases.entries.map((entry, i) => ({ ...entry, functional: `f${i}` })) };
      expect((await run(mixed, '--allow-mixed-schemes')).lines[2]).toMatchObject({ entryId: 'oxide', isStable: true });
      const { code, stderr } = await kessho(['hull', '-', '--open', 'Xx=1']);
      expect([code, stderr]).toEqual([2, expect.stringContaining('no chemical symbol')]);
    });
  });
});
