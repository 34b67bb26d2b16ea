import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelId } from '@kessho/core/energy/energy-model';
import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '@kessho/core/energy/pressure-unit';
import type { RelaxedReference } from '@kessho/core/prediction/stage-types';
import { encodeNodeId } from '@kessho/schema/node-id';
import { referencePhases } from '../src/jobs/reference-phases.js';
import { ensureReferenceSet } from '../src/modules/models/ensure-models.js';
import { startPrediction, waitForEnd } from './support/predictions.js';
import type { TestApi } from './support/test-api.js';
import { startTestApi } from './support/test-api.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';
import { startTestWorker } from './support/test-worker.js';
import { buildToyModule } from './support/toy-module.js';

let server: TestServer;
let api: TestApi;
let prediction: string;

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  const toyModule = buildToyModule();
  api = await startTestApi(url, toyModule);
  const worker = await startTestWorker(url, toyModule);
  prediction = await startPrediction(api, { formula: 'NaCl', seed: 'diagram', budget: 'QUICK' });
  await waitForEnd(api, prediction);
  await worker.kill();
});
afterAll(async () => {
  await api.close();
  await server.stop();
});

interface Phase {
  readonly entryId: string;
  readonly formula: string;
  readonly formationEnergyPerAtom: number;
  readonly energyAboveHull: number;
  readonly equilibriumReactionEnergyPerAtom: number | null;
  readonly decomposesTo: readonly { readonly amount: number; readonly phase: { readonly entryId: string } }[];
  readonly chemicalPotentialRanges: readonly { readonly element: string; readonly lowest: number | null; readonly highest: number }[];
  readonly structure: { readonly id: string } | null;
}
interface Diagram {
  readonly elements: readonly string[];
  readonly open: readonly { readonly chemicalPotential: number; readonly referencedChemicalPotential: number }[];
  readonly referenceSet: {
    readonly id: string;
    readonly name: string;
    readonly snapshotDate: string;
    readonly energyModel: { readonly name: string };
  };
  readonly referencePhases: number;
  readonly predictedPhases: number;
  readonly stablePhases: readonly Phase[];
  readonly tieLines: readonly { readonly phases: readonly { readonly entryId: string }[] }[];
  readonly facets: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly node: { readonly phases: readonly Phase[]; readonly chemicalPotentials: readonly { readonly chemicalPotential: number }[] };
    }[];
  };
  readonly unstablePhases: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly { readonly cursor: string; readonly node: Phase }[];
  };
}

const PHASE = `entryId formula formationEnergyPerAtom energyAboveHull equilibriumReactionEnergyPerAtom decomposesTo { amount phase { entryId } }
  chemicalPotentialRanges { element lowest highest } structure { id } material { sourceId } url`;
const DIAGRAM = `query ($elements: [Element!]!, $referenceSet: ID, $pressureGPa: Float, $open: [OpenElementInput!], $includePredicted: Boolean, $predictions: [ID!], $first: Int = 50, $after: String, $last: Int, $before: String) {
  phaseDiagram(elements: $elements, referenceSet: $referenceSet, pressureGPa: $pressureGPa, open: $open, includePredicted: $includePredicted, predictions: $predictions) {
    elements open { chemicalPotential referencedChemicalPotential } referenceSet { id name snapshotDate energyModel { name } } referencePhases predictedPhases
    stablePhases { ${PHASE} } tieLines { phases { entryId } }
    facets(first: 50) { totalCount edges { node { phases { entryId } chemicalPotentials { element chemicalPotential } } } }
    unstablePhases(first: $first, after: $after, last: $last, before: $before) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { ${PHASE} } } }
  } }`;
const ask = (variables: Readonly<Record<string, unknown>>) => api.query<{ phaseDiagram: Diagram }>(DIAGRAM, variables);
const diagramOf = async (variables: Readonly<Record<string, unknown>>): Promise<Diagram> => {
  const { data, errors } = await ask(variables);
  expect(errors).toEqual([]);
  return data.phaseDiagram;
};
const ids = (phases: readonly { readonly entryId: string }[]): string[] => phases.map(({ entryId }) => entryId);

describe('phaseDiagram', () => {
  it('draws a system over the reference phases, which it names', async () => {
    const diagram = await diagramOf({ elements: ['Na', 'Cl'] });
    expect(diagram.elements).toEqual(['Na', 'Cl']);
    expect(diagram.referenceSet).toMatchObject({ name: 'toy phases', snapshotDate: '2025-02', energyModel: { name: 'lennard-jones' } });
    expect([diagram.referencePhases, diagram.predictedPhases]).toEqual([6, 0]);
    expect(ids(diagram.stablePhases)).toEqual(['mp-127', 'mp-22848', 'mp-22862', 'mp-2']);
    expect(diagram.tieLines.map(({ phases }) => ids(phases).sort().join(' ')).sort()).toEqual(['mp-127 mp-22862', 'mp-2 mp-22848', 'mp-2 mp-22862']);
    expect(diagram.facets.totalCount).toBe(3);
    const rockSalt = diagram.stablePhases[2];
    // NaCl against ⅓ Na + ⅔ NaCl3, by atoms: formation −2 against ⅔ (−1.15)
    expect(rockSalt).toMatchObject({ formula: 'NaCl', energyAboveHull: 0 });
    expect(rockSalt?.formationEnergyPerAtom).toBeCloseTo(-2, 12);
    expect(rockSalt?.equilibriumReactionEnergyPerAtom).toBeCloseTo(-2 + (2 / 3) * 1.15, 12);
    const [sodium] = rockSalt?.chemicalPotentialRanges ?? [];
    expect(sodium?.highest).toBe(0);
    // With NaCl3: μ(Na) + μ(Cl) = −4, μ(Na) + 3 μ(Cl) = −4.6
    expect(sodium?.lowest).toBeCloseTo(-3.7, 12);
    expect(diagram.stablePhases[0]?.chemicalPotentialRanges[1]).toEqual({ element: 'Cl', lowest: null, highest: expect.closeTo(-4, 12) as number });
    expect(diagram.unstablePhases.edges.map(({ node }) => [node.entryId, Number(node.energyAboveHull.toFixed(12))])).toEqual([
      ['mp-22865', 0.1],
      ['mp-1', 0.25],
    ]);
    expect(diagram.unstablePhases.edges[1]?.node.decomposesTo).toEqual([
      { amount: 0.5, phase: { entryId: 'mp-127' } },
      { amount: 0.5, phase: { entryId: 'mp-22862' } },
    ]);
  });

  it('finds one phase by its id, stable or not', async () => {
    const query = `query ($id: String!) { phaseDiagram(elements: [Na, Cl]) { phase(entryId: $id) { formula energyAboveHull } } }`;
    const find = async (id: string) => (await api.query<{ phaseDiagram: { phase: unknown } }>(query, { id })).data.phaseDiagram.phase;
    expect(await find('mp-22862')).toEqual({ formula: 'NaCl', energyAboveHull: 0 });
    expect(await find('mp-22865')).toMatchObject({ formula: 'NaCl', energyAboveHull: expect.closeTo(0.1, 12) as number });
    expect(await find('mp-nothing')).toBeNull();
  });

  it('opens an element at a potential from its reference, or on the scale of the energies', async () => {
    const referenced = await diagramOf({ elements: ['Na', 'K', 'Cl'], open: [{ element: 'Cl', chemicalPotential: -0.5 }] });
    expect(referenced.elements).toEqual(['Na', 'K']);
    expect(referenced.open).toEqual([{ chemicalPotential: -2.5, referencedChemicalPotential: -0.5 }]);
    // Per Na: 2 (−3.5) + 2.5 for NaCl, 4 (−2.9) + 7.5 for NaCl3
    expect(referenced.stablePhases.map(({ formula }) => formula)).toEqual(['NaCl', 'KCl']);
    const absolute = await diagramOf({ elements: ['Na', 'K', 'Cl'], open: [{ element: 'Cl', chemicalPotential: -2.5, isReferenced: false }] });
    expect(absolute.stablePhases).toEqual(referenced.stablePhases);
  });

  it('adds predicted structures of the same model, by name where asked', async () => {
    const all = await diagramOf({ elements: ['Na', 'K', 'Cl'], includePredicted: true });
    const named = await diagramOf({ elements: ['Na', 'K', 'Cl'], predictions: [prediction] });
    expect(all.predictedPhases).toBeGreaterThan(0);
    const phasesOf = ({ stablePhases, unstablePhases }: Diagram): Phase[] => [...stablePhases, ...unstablePhases.edges.map(({ node }) => node)];
    expect(phasesOf(named)).toEqual(phasesOf(all));
    const phases = phasesOf(all);
    const predicted = phases.filter(({ structure }) => structure !== null);
    expect(predicted).toHaveLength(all.predictedPhases);
    expect(predicted.every(({ entryId, structure, formula }) => structure?.id === entryId && formula === 'NaCl')).toBe(true);
    expect((await diagramOf({ elements: ['K', 'Cl'], includePredicted: true })).predictedPhases).toBe(0);
  });

  it('reads the relations of all phases in few statements', async () => {
    await diagramOf({ elements: ['Na', 'Cl'], includePredicted: true });
    api.takeStatements();
    await diagramOf({ elements: ['Na', 'Cl'], includePredicted: true });
    const statements = api.takeStatements().filter((text) => text.startsWith('SELECT') && !text.includes('pgboss'));
    // Reference set and model with what makes sure of them, predicted phases, structures, materials, relations of the reference set
    expect(statements.length).toBeLessThanOrEqual(8);
  });

  it('pages through the unstable phases in both directions', async () => {
    const elements = ['Na', 'Cl'];
    const first = await diagramOf({ elements, first: 1 });
    expect(first.unstablePhases).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const after = first.unstablePhases.pageInfo.endCursor;
    const second = await diagramOf({ elements, first: 1, after });
    expect(ids(second.unstablePhases.edges.map(({ node }) => node))).toEqual(['mp-1']);
    expect(second.unstablePhases.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await diagramOf({ elements, first: null, last: 1, before: second.unstablePhases.edges[0]?.cursor });
    expect(ids(back.unstablePhases.edges.map(({ node }) => node))).toEqual(['mp-22865']);
    const foreign = await ask({ elements: ['Cl', 'Na'], first: 1, after });
    expect(foreign.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('takes the reference set by its id and refuses another', async () => {
    const { referenceSet } = await diagramOf({ elements: ['Na'] });
    expect((await diagramOf({ elements: ['Na'], referenceSet: referenceSet.id })).referenceSet).toEqual(referenceSet);
    const other = await ask({ elements: ['Na'], referenceSet: encodeNodeId('ReferenceSet', '00000000-0000-4000-8000-000000000000') });
    expect(other.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'ReferenceSetNotInstalled' });
  });

  it('stands under pressure on phases that a prediction has relaxed there, and says why it cannot where none has', async () => {
    const [{ name, version, sha256 }] = await api.database.query<[ModelId]>('SELECT name, version, sha256 FROM energy_model LIMIT 1');
    const model = { name, version, sha256 };
    const relaxed = [
      ['Na', -1, 30],
      ['Cl', -2, 20],
      ['ClNa', -3.5, 21],
      ['ClNa', -3.45, 17],
      ['ClK', -3.6, 25],
    ].map(([formula, energyPerAtom, volumePerAtom], k): RelaxedReference => {
      const enthalpyPerAtom = Number(energyPerAtom) + (20 / GPA_PER_EV_PER_CUBIC_ANGSTROM) * Number(volumePerAtom);
      return {
        model,
        pressureGPa: 20,
        sourceId: `mp-9${k}`,
        formula: String(formula),
        energyPerAtom: Number(energyPerAtom),
        enthalpyPerAtom,
        volumePerAtom: Number(volumePerAtom),
        stopReason: 'converged',
      };
    });
    const memory = referencePhases(api.database);
    await memory.write(relaxed);
    // what is there stays as it is: a second writer changes nothing
    await memory.write(relaxed.map((reference) => ({ ...reference, energyPerAtom: 0, enthalpyPerAtom: 0 })));
    expect(await memory.read(model, 20, ['mp-92', 'mp-99'])).toEqual([relaxed[2]]);
    expect(await memory.read(model, 10, ['mp-92'])).toEqual([]);
    const label = {
      name: 'relaxed at 20 GPa',
      snapshotDate: '2025-02',
      model,
      entries: 4,
      geometry: 'relaxed',
      pressureGPa: 20,
      chemicalSystem: 'Cl-Na',
      heldOut: null,
      windowPerAtom: 0.22,
    };
    await ensureReferenceSet(api.database.manager, { ...label, name: 'without salt', heldOut: 'NaCl' }, ['mp-90', 'mp-91']);
    const refused = await ask({ elements: ['Na', 'Cl'], pressureGPa: 20 });
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'ReferenceSetNotComputed' });
    expect(refused.errors[0]?.message).toContain('Cl-Na');
    await ensureReferenceSet(api.database.manager, label, ['mp-90', 'mp-91', 'mp-92', 'mp-93']);
    const diagram = await diagramOf({ elements: ['Na', 'Cl'], pressureGPa: 20 });
    expect(diagram.referenceSet.name).toBe('relaxed at 20 GPa');
    // the denser salt is the stable one: 0.05 eV/atom higher in energy, 0.5 lower by its volume
    expect(ids(diagram.stablePhases)).toEqual(['mp-90', 'mp-91', 'mp-93']);
    expect(ids(diagram.unstablePhases.edges.map(({ node }) => node))).toEqual(['mp-92']);
    // a system within it has its phases as well; what is named decides the pressure
    expect((await diagramOf({ elements: ['Na'], pressureGPa: 20 })).referencePhases).toBe(1);
    expect((await diagramOf({ elements: ['Na', 'Cl'], referenceSet: diagram.referenceSet.id })).stablePhases).toEqual(diagram.stablePhases);
    for (const [variables, reason] of [
      [{ elements: ['Na', 'Cl'], pressureGPa: 25 }, 'ReferenceSetNotComputed'],
      [{ elements: ['Na', 'K'], pressureGPa: 20 }, 'ReferenceSetNotComputed'],
      [{ elements: ['Na', 'K'], referenceSet: diagram.referenceSet.id }, 'OutsideOfReferenceSet'],
      [{ elements: ['Na', 'Cl'], referenceSet: diagram.referenceSet.id, pressureGPa: 5 }, 'PressureDiffers'],
    ] as const)
      expect((await ask(variables)).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason });
    // predictions without pressure do not mix with it
    expect((await ask({ elements: ['Na', 'Cl'], pressureGPa: 20, predictions: [prediction] })).errors[0]?.message).toContain('0 GPa');
    expect((await diagramOf({ elements: ['Na', 'Cl'], pressureGPa: 20, includePredicted: true })).predictedPhases).toBe(0);
  });

  it('refuses to mix the energies of two models and says why', async () => {
    const [{ id }] = await api.database.query<[{ id: string }]>(
      `INSERT INTO energy_model (name, version, "sha256") VALUES ('other', '1', 'abc') RETURNING id`,
    );
    const [{ previous }] = await api.database.query<[{ previous: string }]>('SELECT energy_model_id AS previous FROM relaxed_structure LIMIT 1');
    await api.database.query('UPDATE relaxed_structure SET energy_model_id = $1', [id]);
    const { errors } = await ask({ elements: ['Na', 'Cl'], predictions: [prediction] });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'ReferenceSetsMixed' });
    expect(errors[0]?.message).toContain('and by other 1 (abc)');
    expect((await diagramOf({ elements: ['Na', 'Cl'], includePredicted: true })).predictedPhases).toBe(0);
    await api.database.query('UPDATE relaxed_structure SET energy_model_id = $1', [previous]);
  });

  it.each([
    ['no element', { elements: [] }],
    ['an element twice', { elements: ['Na', 'Na'] }],
    ['more than ten elements', { elements: ['H', 'Li', 'Be', 'B', 'C', 'N', 'O', 'F', 'Na', 'Mg', 'Al'] }],
    ['an element without a reference phase', { elements: ['Na', 'Fe'] }],
    ['an open element outside of the system', { elements: ['Na'], open: [{ element: 'O', chemicalPotential: 0 }] }],
    ['a system that is open altogether', { elements: ['Na'], open: [{ element: 'Na', chemicalPotential: 0 }] }],
    ['a prediction that is not there', { elements: ['Na'], predictions: [encodeNodeId('Prediction', '00000000-0000-4000-8000-000000000000')] }],
    ['an id of another type', { elements: ['Na'], predictions: [encodeNodeId('Material', '00000000-0000-4000-8000-000000000000')] }],
    ['a page of 101', { elements: ['Na', 'Cl'], first: 101 }],
  ])('refuses %s', async (_, variables) => {
    const { errors } = await ask(variables);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
