import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { volumePerAtom } from '../../crystal/density.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '../../energy/pressure-unit.js';
import { relaxReferences } from '../relaxation/relax-references.js';
import { relaxStructures } from '../relaxation/relax-structures.js';
import type { PredictionRequest, ReferenceChunk, RelaxedReference, StageControl } from '../stage-types.js';
import { compressedVolumeRatio, effectivePressureGPa } from '../typical-compression.js';
import type { KnownCrystals } from './known-crystals.js';
import { conditionsOf, modelsWithoutReferences, planReferences, referencesOf } from './plan-references.js';
import { relaxUnremembered } from './remembered-references.js';

const CONTROL: StageControl = { signal: null, onProgress: null };
const MODEL = createLennardJonesModel();
const [NA, CL] = [11, 17];
const faceCentered = (edge: number, numbers: readonly number[]): Structure =>
  createStructure(
    { vectors: [[0, edge / 2, edge / 2], [edge / 2, 0, edge / 2], [edge / 2, edge / 2, 0]] }, // prettier-ignore
    numbers,
    numbers.map((_, k) => (k === 0 ? [0, 0, 0] : [0.5, 0.5, 0.5])),
  );
const STRUCTURES = { sodium: faceCentered(5.1, [NA]), chlorine: faceCentered(3.2, [CL]), salt: faceCentered(5.4, [NA, CL]) };
const CRYSTALS: KnownCrystals = {
  name: 'collection',
  snapshotDate: '2025',
  within: () =>
    Object.entries(STRUCTURES).map(([sourceId, structure]) => ({
      sourceId,
      composition: sourceId === 'salt' ? parseFormula('NaCl') : { atomicNumbers: structure.atomicNumbers, counts: [1] },
      nsites: structure.atomicNumbers.length,
      volumePerAtom: volumePerAtom(structure),
      energyAboveHull: 0,
      isExperimental: true,
      structure: () => structure,
    })),
};
const SHIPPED = ['Na', 'Cl', 'NaCl'].map((formula) => ({ id: formula, formula, composition: parseFormula(formula), energyPerAtom: -1 }));
const REQUEST: PredictionRequest = {
  composition: parseFormula('NaCl'),
  seed: '1',
  budget: 'quick',
  maxAtoms: 20,
  spaceGroups: null,
  pressureGPa: 10,
  holdout: false,
};
const JUDGE = { name: 'judge', version: '2', sha256: 'f'.repeat(64) };

const chunksFor = (request: PredictionRequest): ReferenceChunk[] => planReferences([MODEL.id], conditionsOf(request), CRYSTALS, SHIPPED);

describe('references of a prediction', () => {
  it('are relaxed by the potential that has none that serve', () => {
    const of = (change: Partial<PredictionRequest>, judge: typeof JUDGE | null): string[] =>
      modelsWithoutReferences({ ...REQUEST, ...change }, MODEL.id, judge).map(({ name }) => name);
    expect(of({ pressureGPa: 0 }, null)).toEqual([]);
    expect(of({ pressureGPa: 0 }, JUDGE)).toEqual(['judge']);
    expect(of({}, null)).toEqual([MODEL.id.name]);
    expect(of({}, JUDGE)).toEqual([MODEL.id.name, 'judge']);
    expect(of({ pressureGPa: 0, references: 'relaxed' }, null)).toEqual([MODEL.id.name]);
    expect(of({ references: 'none' }, JUDGE)).toEqual([]);
  });

  it('are the crystals of the system at the pressure, as an independent relaxation leaves them', async () => {
    const [chunk, ...others] = chunksFor(REQUEST) as [ReferenceChunk, ...ReferenceChunk[]];
    expect(others).toEqual([]);
    const relaxed = await relaxReferences(chunk, MODEL, CONTROL);
    const set = referencesOf(MODEL.id, relaxed, conditionsOf(REQUEST), CRYSTALS);
    expect(set?.label).toEqual({
      name: 'collection-lennard-jones-1-relaxed-v1-Cl-Na-10GPa',
      snapshotDate: '2025',
      model: MODEL.id,
      entries: 3,
      geometry: 'relaxed',
      pressureGPa: 10,
      chemicalSystem: 'Cl-Na',
      heldOut: null,
      windowPerAtom: 0.14,
    });
    const [alone] = await relaxStructures([STRUCTURES.salt], { model: MODEL }, { pressureGPa: 10, fmax: 1e-4, smaxGPa: 1e-3, maxSteps: 500 });
    const salt = set?.entries.find(({ id }) => id === 'salt');
    expect(salt?.energyPerAtom).toBeCloseTo(alone?.enthalpyPerAtom ?? NaN, 4);
    for (const { energyPerAtom, enthalpyPerAtom, volumePerAtom: volume, pressureGPa } of relaxed)
      expect(enthalpyPerAtom).toBeCloseTo(energyPerAtom + (pressureGPa / GPA_PER_EV_PER_CUBIC_ANGSTROM) * volume, 9);
  });

  it('leave out what is held out, and say so in their name', async () => {
    const request = { ...REQUEST, holdout: true };
    const chunks = chunksFor(request);
    expect(chunks.flatMap(({ crystals }) => crystals.map(({ sourceId }) => sourceId))).toEqual(['chlorine', 'sodium']);
    const relaxed = await relaxReferences(chunks[0] as ReferenceChunk, MODEL, CONTROL);
    expect(referencesOf(MODEL.id, relaxed, conditionsOf(request), CRYSTALS)?.label.name).toMatch(/-10GPa-without-NaCl$/);
  });

  it('are no set where an element has no sound crystal, or another potential made them', async () => {
    const relaxed = await relaxReferences(chunksFor(REQUEST)[0] as ReferenceChunk, MODEL, CONTROL);
    expect(
      referencesOf(
        MODEL.id,
        relaxed.filter(({ sourceId }) => sourceId !== 'sodium'),
        conditionsOf(REQUEST),
        CRYSTALS,
      ),
    ).toBeNull();
    expect(referencesOf(JUDGE, relaxed, conditionsOf(REQUEST), CRYSTALS)).toBeNull();
  });

  it('are not relaxed twice, and come out in the order of the chunk', async () => {
    const kept: RelaxedReference[] = [];
    const asked: string[][] = [];
    const memory = {
      read: async (_: unknown, __: number, ids: readonly string[]) => kept.filter(({ sourceId }) => ids.includes(sourceId)),
      write: async (relaxed: readonly RelaxedReference[]) => void kept.push(...relaxed),
    };
    const relax = (chunk: ReferenceChunk, control: StageControl) => {
      asked.push(chunk.crystals.map(({ sourceId }) => sourceId));
      return relaxReferences(chunk, MODEL, control);
    };
    const [chunk] = chunksFor(REQUEST) as [ReferenceChunk];
    const salt = { ...chunk, crystals: chunk.crystals.filter(({ sourceId }) => sourceId === 'salt') };
    await relaxUnremembered(relax, memory, salt, CONTROL);
    const all = await relaxUnremembered(relax, memory, chunk, CONTROL);
    expect(asked).toEqual([['salt'], ['chlorine', 'sodium']]);
    expect(all.map(({ sourceId }) => sourceId)).toEqual(chunk.crystals.map(({ sourceId }) => sourceId));
    await relaxUnremembered(relax, memory, chunk, CONTROL);
    expect(asked).toHaveLength(2);
  });

  it('stop where the work is cancelled, without a part of them', async () => {
    const abort = new AbortController();
    const slow = { ...MODEL, evaluate: (batch: Parameters<typeof MODEL.evaluate>[0]) => (abort.abort(), MODEL.evaluate(batch)) };
    await expect(relaxReferences(chunksFor(REQUEST)[0] as ReferenceChunk, slow, { signal: abort.signal, onProgress: null })).rejects.toMatchObject({
      code: 'Aborted',
    });
  });
});

describe('the compression of a typical solid', () => {
  // Murnaghan with 150 GPa and 4, integrated numerically: H(P) − E(0) = ∫ V dP
  it.each([1, 25, 100])('adds to the enthalpy what the integral of the volume gives, at %d GPa', (pressureGPa) => {
    const steps = 20_000;
    let integral = 0;
    for (let k = 0; k < steps; k++) integral += (compressedVolumeRatio(((k + 0.5) * pressureGPa) / steps) * pressureGPa) / steps;
    expect(effectivePressureGPa(pressureGPa)).toBeCloseTo(integral, 6);
  });

  it('is none without pressure, and under tension', () => {
    expect([compressedVolumeRatio(0), effectivePressureGPa(0), compressedVolumeRatio(-10), effectivePressureGPa(-10)]).toEqual([1, 0, 1, -10]);
  });
});
