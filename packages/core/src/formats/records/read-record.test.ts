import { beforeAll, describe, expect, it } from 'vitest';
import { CoreError } from '../../errors.js';
import { ParseFailedError } from '../format-errors.js';
import { readRecord, type RecordDefaults, type RecordFormat } from './read-record.js';
import type { SourceRecord } from './source-record.js';

const DEFAULTS: RecordDefaults = { correctionScheme: null, functional: null };
const read = (value: object | string, format: RecordFormat = 'json', defaults = DEFAULTS): SourceRecord[] =>
  readRecord(typeof value === 'string' ? value : JSON.stringify(value), format, defaults);
const only = (...args: Parameters<typeof read>): SourceRecord => {
  const [record, ...others] = read(...args);
  expect(others).toEqual([]);
  if (record === undefined) throw new Error('no record');
  return record;
};
const failure = (...args: Parameters<typeof read>): CoreError => {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('was read');
};

/** Rock salt, made up: ids, energies and dates too. */
const LINE = {
  id: 'mp-0',
  formula: 'ClNa',
  nsites: 2,
  cell: [4, 4, 4, 60, 60, 60],
  species: [
    ['Na', 1],
    ['Cl', 1],
  ],
  frac: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
  e_form_2021: -2,
  e_hull_2021: 0,
  e_form_2019: -1.9,
  band_gap: 5,
  icsd: 1,
  K_vrh: 24,
};
const MATRIX = [
  [0, 2.8, 2.8],
  [2.8, 0, 2.8],
  [2.8, 2.8, 0],
];
const STRUCTURE = {
  lattice: { matrix: MATRIX },
  sites: [
    { species: [{ element: 'Na', occu: 1 }], abc: [0, 0, 0] },
    { species: [{ element: 'Cl', occu: 1 }], abc: [0.5, 0.5, 0.5] },
  ],
};
const OPTIMADE = {
  type: 'structures',
  id: 'x/7',
  attributes: {
    chemical_formula_reduced: 'wrong on purpose',
    dimension_types: [1, 1, 1],
    lattice_vectors: MATRIX,
    cartesian_site_positions: [
      [0, 0, 0],
      [2.8, 2.8, 2.8],
    ],
    species: [
      { name: 'Na1', chemical_symbols: ['Na'], concentration: [1] },
      { name: 'Cl', chemical_symbols: ['Cl'], concentration: [1] },
    ],
    species_at_sites: ['Na1', 'Cl'],
    last_modified: '2026-01-02T03:04:05Z',
  },
};
let structure: SourceRecord['structure'];
beforeAll(() => {
  structure = only(STRUCTURE).structure;
});

describe('a line of the compact Materials Project files', () => {
  it('gives structure and newest energies, and keeps everything else under its own name', () => {
    const record = only(LINE);
    expect(record.structure.atomicNumbers).toEqual([11, 17]);
    expect(record.structure.fracCoords[1]).toEqual([0.5, 0.5, 0.5]);
    expect(record).toMatchObject({
      source: 'materials-project',
      sourceId: 'mp-0',
      license: 'CC-BY-4.0',
      snapshotDate: '2025-02',
      bandGap: 5,
      isTheoretical: false,
      energies: { functional: 'PBE/PBE+U', correctionScheme: 'Materials Project 2021', formationEnergyPerAtom: -2, energyAboveHull: 0 },
      reported: { e_form_2019: -1.9, K_vrh: 24 },
    });
    expect(Object.keys(record.reported).sort()).toEqual(['K_vrh', 'e_form_2019']);
  });

  it('takes the older energies where there are no newer ones, and says which', () => {
    const { energies } = only({ ...LINE, e_form_2021: undefined, e_hull_2021: undefined });
    expect(energies).toMatchObject({ correctionScheme: 'Materials Project 2019', formationEnergyPerAtom: -1.9, energyAboveHull: null });
    expect(only({ ...LINE, e_form_2021: undefined, e_hull_2021: undefined, e_form_2019: undefined }).energies).toBeNull();
  });

  it.each([
    ['another formula than its sites', { formula: 'ClNa2' }, 'ParseFailed', /add up to NaCl, but formula is ClNa2/],
    ['another number of sites', { nsites: 3 }, 'ParseFailed', /2 atoms, but nsites is 3/],
    ['a row too few', { frac: [[0, 0, 0]] }, 'ParseFailed', /frac should be 2 rows, not 1/],
    [
      'a text for a coordinate',
      {
        frac: [
          [0, 0, 0],
          [0.5, '0.5', 0.5],
        ],
      },
      'ParseFailed',
      /frac\[1\] should be three numbers/,
    ],
    ['an unknown element', { species: [['Xx', 2]] }, 'ParseFailed', /species\[0\]/],
    [
      'half an atom',
      {
        species: [
          ['Na', 0.5],
          ['Cl', 1],
        ],
      },
      'ParseFailed',
      /whole number/,
    ],
    ['five cell parameters', { cell: [4, 4, 4, 60, 60] }, 'ParseFailed', /six numbers/],
    ['angles that close no cell', { cell: [4, 4, 4, 170, 10, 10] }, 'InvalidLattice', /close no cell/],
    [
      'two atoms on one place',
      {
        frac: [
          [0, 0, 0],
          [1, 1, 1],
        ],
      },
      'InvalidStructure',
      /one place/,
    ],
    ['a text for an energy', { e_form_2021: 'low' }, 'ParseFailed', /e_form_2021 should be a finite number/],
  ])('is refused with %s', (_name, change, code, message) => {
    const error = failure({ ...LINE, ...change });
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });
});

describe('a summary document of the Materials Project', () => {
  const SUMMARY = {
    material_id: 'mp-aaaaaaft',
    structure: STRUCTURE,
    formation_energy_per_atom: -2,
    energy_above_hull: 0.01,
    thermo_type: 'GGA_GGA+U_R2SCAN',
    theoretical: true,
    band_gap: 0,
    builder_meta: { license: 'BY-NC', database_version: '2025.02.28' },
    symmetry: { number: 225 },
  };

  it('keeps id, license, snapshot and scheme', () => {
    expect(only(SUMMARY)).toMatchObject({
      source: 'materials-project',
      sourceId: 'mp-aaaaaaft',
      structure,
      license: 'CC-BY-NC-4.0',
      snapshotDate: '2025-02-28',
      isTheoretical: true,
      energies: { functional: 'PBE/PBE+U/r2SCAN', correctionScheme: 'GGA_GGA+U_R2SCAN', formationEnergyPerAtom: -2, energyAboveHull: 0.01 },
      reported: { symmetry: { number: 225 } },
    });
  });

  it('has no comparable energies without a scheme, which the caller may know', () => {
    const { thermo_type: _, ...silent } = SUMMARY;
    expect(only(silent)).toMatchObject({ energies: null, reported: { formation_energy_per_atom: -2 } });
    expect(only(silent, 'json', { correctionScheme: 'R2SCAN', functional: null }).energies).toMatchObject({
      functional: 'r2SCAN',
      correctionScheme: 'R2SCAN',
    });
  });

  it('is passed over when its source has withdrawn it', () => {
    expect(failure({ ...SUMMARY, deprecated: true }).code).toBe('RecordDeprecated');
  });
});

describe('a structure of an OPTIMADE answer', () => {
  it('is made from its sites alone', () => {
    const record = only(OPTIMADE);
    expect(record).toMatchObject({ sourceId: 'x/7', source: null, energies: null, snapshotDate: null });
    expect([record.structure.lattice, record.structure.atomicNumbers]).toEqual([structure.lattice, structure.atomicNumbers]);
    record.structure.fracCoords.flat().forEach((x, k) => expect(x).toBeCloseTo(structure.fracCoords.flat()[k] as number, 12));
    expect(record.reported).toEqual({ last_modified: '2026-01-02T03:04:05Z' });
  });

  it.each([
    [
      { _oqmd_delta_e: -2, _oqmd_stability: -0.1, _oqmd_band_gap: 5 },
      { correctionScheme: 'OQMD', formationEnergyPerAtom: -2, energyAboveHull: -0.1 },
    ],
    [
      { _alexandria_xc_functional: 'PBEsol', _alexandria_hull_distance: 0.2 },
      { functional: 'PBEsol', correctionScheme: 'Alexandria', formationEnergyPerAtom: null, energyAboveHull: 0.2 },
    ],
    [
      { _mp_stability: { r2scan: { energy_above_hull: 0.3 }, 'gga_gga+u': { energy_above_hull: 0.1, formation_energy_per_atom: -1 } } },
      { correctionScheme: 'GGA_GGA+U', formationEnergyPerAtom: -1, energyAboveHull: 0.1 },
    ],
  ])('takes the energies of a known provider with their scheme: %j', (fields, expected) => {
    const { energies, reported } = only({ ...OPTIMADE, attributes: { ...OPTIMADE.attributes, ...fields } });
    expect(energies).toMatchObject(expected);
    expect(reported).toMatchObject(fields);
  });

  it.each([
    [
      'disorder',
      { species: [{ name: 'Na1', chemical_symbols: ['Na', 'K'], concentration: [0.5, 0.5] }, OPTIMADE.attributes.species[1]] },
      'PartialOccupancy',
    ],
    [
      'a vacancy',
      { species: [{ name: 'Na1', chemical_symbols: ['Na', 'vacancy'], concentration: [0.9, 0.1] }, OPTIMADE.attributes.species[1]] },
      'PartialOccupancy',
    ],
    ['a layer', { dimension_types: [1, 1, 0] }, 'ParseFailed'],
    ['atoms without a place', { structure_features: ['implicit_atoms'] }, 'ParseFailed'],
    ['a species that is not there', { species_at_sites: ['Na1', 'Br'] }, 'ParseFailed'],
    ['no lattice', { lattice_vectors: null }, 'ParseFailed'],
  ])('is refused with %s', (_name, change, code) => {
    expect(failure({ ...OPTIMADE, attributes: { ...OPTIMADE.attributes, ...change } }).code).toBe(code);
  });

  it('is told from what frames a file of them', () => {
    expect(read({ 'x-optimade': { api_version: '1.2.0' } })).toEqual([]);
    expect(read({ type: 'info', id: 'structures' })).toEqual([]);
    expect(read({ type: 'references', id: 'r', attributes: {} })).toEqual([]);
  });
});

describe('an entry by pymatgen', () => {
  const ENTRY = {
    energy: -8,
    composition: { Na: 1, Cl: 1 },
    entry_id: 'e-1',
    correction: -1,
    parameters: { run_type: 'GGA' },
    structure: STRUCTURE,
    data: { a: 1 },
  };

  it('has a corrected energy per atom, of the scheme that the caller names', () => {
    const { sourceId, energies, reported } = only(ENTRY, 'json', { correctionScheme: 'MP2020', functional: null });
    expect([sourceId, energies]).toEqual([
      'e-1',
      { functional: 'GGA', correctionScheme: 'MP2020', energyPerAtom: -4.5, formationEnergyPerAtom: null, energyAboveHull: null },
    ]);
    expect(reported).toEqual({ parameters: { run_type: 'GGA' }, data: { a: 1 } });
    expect(only({ ...ENTRY, correction: 0 }).energies).toMatchObject({ correctionScheme: 'uncorrected', energyPerAtom: -4 });
  });

  it('with a correction whose name nobody knows is kept as reported', () => {
    expect(only(ENTRY)).toMatchObject({ energies: null, reported: { energy: -8, correction: -1 } });
  });

  it('without structure is refused', () => {
    expect(failure({ ...ENTRY, structure: null }).code).toBe('UnknownRecord');
  });
});

describe('other texts', () => {
  it('JSON that breaks off says where', () => {
    const error = failure('{"cell": [1, 2');
    expect(error).toBeInstanceOf(ParseFailedError);
    expect((error as ParseFailedError).line).toBe(1);
    expect(failure('{"e": NaN}').message).toMatch(/NaN/);
    expect(failure('[1]').message).toMatch(/object/);
  });

  it('a JSON object of another kind names its fields', () => {
    expect(failure({ a: 1, b: 2 })).toMatchObject({ code: 'UnknownRecord', message: expect.stringContaining('a, b') as unknown });
  });

  it('an extended XYZ frame has an energy where functional and scheme are known', () => {
    const frame = '1\nLattice="3 0 0 0 3 0 0 0 3" Properties=species:S:1:pos:R:3 energy=-3 id=po\nPo 0 0 0\n';
    expect(only(frame, 'extxyz')).toMatchObject({ sourceId: 'po', energies: null, reported: { energy: -3 } });
    expect(only(frame, 'extxyz', { functional: 'PBE', correctionScheme: 'none' }).energies).toMatchObject({ energyPerAtom: -3 });
  });
});
