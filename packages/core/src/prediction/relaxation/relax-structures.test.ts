import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { latticeFromParameters, latticeVolume } from '../../crystal/lattice.js';
import type { StructureBatch } from '../../crystal/structure-batch.js';
import { batchSize, packStructures } from '../../crystal/structure-batch.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { covalentRadiusOf } from '../../elements/covalent-radius.js';
import type { EnergyBatch, EnergyModel } from '../../energy/energy-model.js';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { forkRng } from '../../numerics/rng.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import type { StopReason } from '../stage-types.js';
import { hopelessAbove } from './hopeless-above.js';
import { InvalidRelaxationOptionsError } from './relaxation-options.js';
import { RelaxationAbortedError, relaxStructures } from './relax-structures.js';

const model = createLennardJonesModel();

/** The model, counting what it is asked. */
function counting(inner: EnergyModel = model): EnergyModel & { readonly batches: number[]; readonly atoms: number[] } {
  const [batches, atoms]: [number[], number[]] = [[], []];
  const evaluate = (batch: StructureBatch) => {
    batches.push(batchSize(batch));
    atoms.push(batch.atomicNumbers.length);
    return inner.evaluate(batch);
  };
  return { ...inner, evaluate, batches, atoms };
}

/** A random crystal: triclinic, volume off by up to 30 %, atoms anywhere but within 1.2 Å of each other. */
function randomCrystal(seed: number, elements: readonly number[]): Structure {
  const rng = forkRng('relaxation', seed);
  const edge = (elements.length * 18 * (0.7 + 0.6 * rng.uniform())) ** (1 / 3);
  const angle = (): number => 75 + 30 * rng.uniform();
  const lattice = latticeFromParameters({ a: edge, b: edge * (0.8 + 0.4 * rng.uniform()), c: edge, alpha: angle(), beta: angle(), gamma: angle() });
  const place = (): Structure => {
    const structure = createStructure(lattice, elements, elements.map((): Vec3 => [rng.uniform(), rng.uniform(), rng.uniform()]));
    return buildNeighborList(packStructures([structure]), 1.2).edgeCount > 0 ? place() : structure;
  };
  return place();
}

const rocksalt = (a: number): Structure =>
  createStructure({ vectors: [[0, a / 2, a / 2], [a / 2, 0, a / 2], [a / 2, a / 2, 0]] }, [11, 17], [[0, 0, 0], [0.5, 0.5, 0.5]]);

/** A perovskite with its titanium off center along c. */
const perovskite: Structure = createStructure({ vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4.4]] }, [56, 22, 8, 8, 8], [
  [0, 0, 0], [0.5, 0.5, 0.53], [0.5, 0.5, 0.98], [0.5, 0, 0.47], [0, 0.5, 0.47],
]);

/** Å. */
const REACH = 6;
/** Sum of the covalent radii, Å. */
const CESIUM_CHLORIDE = covalentRadiusOf(55) + covalentRadiusOf(17);

/** Pairs within reach of an energy, eV, with this slope, eV/Å; `onEdges` hears of the number of directed pairs. */
function pairModel(pair: (distance: number) => { value: number; slope: number }, onEdges: (count: number) => void = () => undefined): EnergyModel {
  const evaluate = (batch: StructureBatch): EnergyBatch => {
    const [energies, forces, stresses] = [new Float64Array(batchSize(batch)), new Float64Array(batch.fracCoords.length), new Float64Array(batch.lattices.length)];
    const { edgeCount, edgeOffsets, centers, vectors, distances } = buildNeighborList(batch, REACH);
    onEdges(edgeCount);
    for (let s = 0; s < batchSize(batch); s++) {
      const [a, b, c] = [0, 3, 6].map((k) => [...batch.lattices.subarray(9 * s + k, 9 * s + k + 3)] as unknown as Vec3);
      const volume = latticeVolume({ vectors: [a, b, c] });
      for (let e = edgeOffsets[s]; e < edgeOffsets[s + 1]; e++) {
        const { value, slope } = pair(distances[e]);
        energies[s] += value / 2;
        for (let i = 0; i < 3; i++) {
          forces[3 * centers[e] + i] += (slope * vectors[3 * e + i]) / distances[e];
          for (let j = 0; j < 3; j++) stresses[9 * s + 3 * i + j] += (slope * vectors[3 * e + i] * vectors[3 * e + j]) / (2 * distances[e] * volume);
        }
      }
    }
    return { energies, forces, stresses, magneticMoments: null };
  };
  return { ...model, evaluate: (batch) => Promise.resolve(evaluate(batch)) };
}

const TIGHT = { fmax: 1e-4, smaxGPa: 1e-3, maxSteps: 500 } as const;

describe('relaxStructures', () => {
  it('tells the model which operations are kept', async () => {
    const seen: (number | undefined)[][] = [];
    const watched: EnergyModel = {
      ...model,
      evaluate: (batch) => {
        seen.push((batch.symmetries ?? []).map((symmetry) => symmetry?.operationCount));
        return model.evaluate(batch);
      },
    };
    await relaxStructures([rocksalt(5.2), perovskite], { model: watched }, { symmetry: 'keep', maxSteps: 1 });
    await relaxStructures([rocksalt(5.2)], { model: watched }, { symmetry: 'free', maxSteps: 1 });
    expect(seen[0]).toEqual([48, 8]);
    expect(seen.at(-1)).toEqual([undefined]);
  });

  it('brings random crystals down with both optimizers, never ending higher', async () => {
    const starts = Array.from({ length: 12 }, (_, k) => randomCrystal(k, [12, 12, 8, 8, 14, 8].slice(0, 2 + (k % 5))));
    const { energies } = await model.evaluate(packStructures(starts));
    const evaluations: number[] = [];
    for (const optimizer of ['lbfgs', 'fire'] as const) {
      const results = await relaxStructures(starts, { model }, { optimizer, symmetry: 'free', maxSteps: 400 });
      results.forEach((result, k) => expect(result.energyPerAtom).toBeLessThanOrEqual(energies[k] / starts[k].atomicNumbers.length));
      expect(results.map(({ stopReason }) => stopReason)).toEqual(starts.map(() => 'converged'));
      evaluations.push(results.reduce((sum, { steps }) => sum + steps, 0));
    }
    expect(evaluations[0]).toBeLessThan(evaluations[1] / 2);
  });

  it('finds the energy minimum: the stress vanishes and every neighbor of the start has a higher energy', async () => {
    const [result] = await relaxStructures([rocksalt(6.5)], { model }, TIGHT);
    expect(result.stopReason).toBe('converged');
    const edge = Math.cbrt(4 * latticeVolume(result.structure.lattice));
    const { energies } = await model.evaluate(packStructures([rocksalt(edge), rocksalt(edge * 1.003), rocksalt(edge * 0.997)]));
    expect(energies[0]).toBeCloseTo(2 * result.energyPerAtom, 9);
    expect(energies[0]).toBeLessThan(Math.min(energies[1], energies[2]));
  });

  it('keeps the symmetry exactly, where a free relaxation need not', async () => {
    const before = findSymmetry(perovskite, 1e-4);
    const [kept] = await relaxStructures([perovskite], { model }, TIGHT);
    const after = findSymmetry(kept.structure, 1e-5);
    expect(before.spaceGroup.number).toBe(99);
    expect(after.operations.length).toBeGreaterThanOrEqual(before.operations.length);
    kept.forces.forEach(([x, y]) => expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1e-12));
  });

  it('removes the noise of a nearly symmetric start', async () => {
    const noisy = createStructure({ vectors: [[0, 2.801, 2.8], [2.8, 0, 2.799], [2.8, 2.8, 0]] }, [11, 17], [[0, 0, 0], [0.5, 0.501, 0.5]]);
    const [result] = await relaxStructures([noisy], { model }, { symprec: 0.02 });
    expect(findSymmetry(result.structure, 1e-6).spaceGroup.number).toBe(225);
  });

  it('relaxes freely where the tolerance fits no space group', async () => {
    const [result] = await relaxStructures([rocksalt(5.6)], { model }, { symprec: 2 });
    expect(result.stopReason).toBe('converged');
  });

  it.each(['full', 'fixed-volume', 'none'] as const)('moves the cell as far as "%s" says', async (cell) => {
    const start = randomCrystal(3, [22, 8, 8]);
    const [result] = await relaxStructures([start], { model }, { cell, symmetry: 'free', maxSteps: 400 });
    expect(result.stopReason).toBe('converged');
    const change = latticeVolume(result.structure.lattice) / latticeVolume(start.lattice) - 1;
    if (cell === 'full') expect(Math.abs(change)).toBeGreaterThan(0.01);
    else expect(Math.abs(change)).toBeLessThan(1e-10);
    if (cell === 'none') expect(result.structure.lattice).toEqual(start.lattice);
  });

  it('compresses under pressure and reports the enthalpy', async () => {
    const [free, pressed] = await Promise.all([0, 20].map(async (pressureGPa) => (await relaxStructures([rocksalt(5)], { model }, { ...TIGHT, pressureGPa }))[0]));
    const volume = latticeVolume(pressed.structure.lattice);
    expect(volume).toBeLessThan(0.95 * latticeVolume(free.structure.lattice));
    expect(pressed.stress[0][0] * 160.2176634).toBeCloseTo(-20, 2);
    expect(pressed.enthalpyPerAtom - pressed.energyPerAtom).toBeCloseTo(((20 / 160.2176634) * volume) / 2, 9);
    expect(free.enthalpyPerAtom).toBe(free.energyPerAtom);
  });

  it('gives each structure the same result whatever is in the batch, in the order of the input', async () => {
    const starts = [rocksalt(6), randomCrystal(1, [12, 8, 8]), perovskite, randomCrystal(7, [14, 14, 6, 6, 6, 6])];
    const alone = await Promise.all(starts.map(async (start) => (await relaxStructures([start], { model }))[0]));
    const counted = counting();
    const together = await relaxStructures(starts, { model: counted }, { maxBatchStructures: 3, maxBatchAtoms: 10 });
    expect(together).toEqual(alone);
    expect(Math.max(...counted.batches)).toBe(3);
    expect(Math.max(...counted.atoms)).toBeLessThanOrEqual(10);
    expect(counted.batches.reduce((sum, n) => sum + n, 0)).toBe(alone.reduce((sum, { steps }) => sum + steps + 1, 0));
  });

  it('stops with the reason', async () => {
    const overlap = createStructure({ vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4]] }, [6, 6], [[0, 0, 0], [0, 0, 0.1]]);
    const reasonOf = async (start: Structure, of: EnergyModel, options = {}): Promise<StopReason> => (await relaxStructures([start], { model: of }, options))[0].stopReason;
    const withEnergy = (change: (batch: StructureBatch, energies: Float64Array, stresses: Float64Array) => void): EnergyModel => ({
      ...model,
      evaluate: async (batch) => {
        const result = await model.evaluate(batch);
        change(batch, result.energies, result.stresses);
        return result;
      },
    });
    const falling = (sign: number): EnergyModel =>
      withEnergy((batch, energies, stresses) => {
        const volume = latticeVolume({ vectors: [[...batch.lattices.subarray(0, 3)], [...batch.lattices.subarray(3, 6)], [...batch.lattices.subarray(6, 9)]] as never });
        energies[0] = -sign * volume * 0.1;
        for (let k = 0; k < 9; k++) stresses[k] = k % 4 === 0 ? -sign * 0.1 : 0;
      });
    expect(await reasonOf(overlap, model)).toBe('collapsed');
    expect(await reasonOf(rocksalt(6), falling(1))).toBe('exploded');
    expect(await reasonOf(rocksalt(6), falling(-1))).toBe('collapsed');
    expect(await reasonOf(rocksalt(6), withEnergy((_, energies) => (energies[0] = NaN)))).toBe('energy-out-of-range');
    expect(await reasonOf(rocksalt(6), withEnergy((_, energies) => (energies[0] = 2 * -31)))).toBe('energy-out-of-range');
    expect(await reasonOf(rocksalt(6.5), model, { maxSteps: 2 })).toBe('step-limit');
    expect(await reasonOf(rocksalt(6.5), model, { earlyStop: () => true })).toBe('step-limit');
  });

  it('takes no minimum for a crystal whose atoms lie inside one another, and lets a start that does get out of there', async () => {
    /** Pairs of a well that stands closer than any two atoms do: cesium chloride at 0.4 of its radii. */
    const hollow = pairModel((distance) => {
      const x = (distance - 0.4 * CESIUM_CHLORIDE) / 0.4;
      return { value: -2 * Math.exp(-x * x), slope: (4 * x * Math.exp(-x * x)) / 0.4 };
    });
    const pushed = (ratio: number): Structure =>
      createStructure({ vectors: [[4.1, 0, 0], [0, 4.1, 0], [0, 0, 4.1]] }, [55, 17], [[0, 0, 0], [0, 0, (ratio * CESIUM_CHLORIDE) / 4.1]]);
    const [inside] = await relaxStructures([pushed(0.45)], { model: hollow }, { cell: 'none' });
    expect(inside.stopReason).toBe('collapsed');
    expect(inside.maxForce).toBeLessThan(0.05);
    const [out] = await relaxStructures([pushed(0.45)], { model }, { maxSteps: 400 });
    expect(out.stopReason).toBe('converged');
  });

  it('ends soon where everything attracts everything, before a cell has more neighbors than can be counted', async () => {
    let mostEdges = 0;
    const attractive = pairModel((distance) => ({ value: distance - REACH, slope: 1 }), (edges) => (mostEdges = Math.max(mostEdges, edges)));
    const starts = [rocksalt(6), perovskite, randomCrystal(5, [1, 1, 8, 1, 1, 8])];
    const first = Math.max(...starts.map((start) => buildNeighborList(packStructures([start]), REACH).edgeCount));
    for (const optimizer of ['lbfgs', 'fire'] as const) {
      const results = await relaxStructures(starts, { model: attractive }, { optimizer, maxSteps: 1000, maxBatchStructures: 1 });
      results.forEach(({ stopReason, steps }) => {
        expect(stopReason).toMatch(/collapsed|energy-out-of-range/);
        expect(steps).toBeLessThan(60);
      });
    }
    // the densest cell that is let through has 0.3 of its first volume
    expect(mostEdges).toBeLessThan(5 * first);
  });

  it('gives up what stays far above a known energy, and nothing else', async () => {
    const starts = [rocksalt(6.2), randomCrystal(3, [22, 8, 8])];
    const [, open] = await relaxStructures(starts, { model }, { symmetry: 'free' });
    const judged = async (limit: number) => (await relaxStructures(starts, { model }, { symmetry: 'free', earlyStop: hopelessAbove(limit, 1) }))[1];
    expect(await judged(open.energyPerAtom)).toEqual(open);
    const givenUp = await judged(open.energyPerAtom - 3);
    expect(givenUp.stopReason).toBe('step-limit');
    expect(givenUp.steps).toBeLessThan(open.steps);
  });

  it('aborts within one step and keeps what it knows', async () => {
    const controller = new AbortController();
    const counted = counting();
    const aborting: EnergyModel = {
      ...counted,
      evaluate: (batch) => {
        if (counted.batches.length === 2) controller.abort();
        return counted.evaluate(batch);
      },
    };
    const control = { signal: controller.signal, onProgress: null };
    const results = await relaxStructures([rocksalt(6.5), rocksalt(4.6)], { model: aborting }, {}, control);
    expect(results.map(({ stopReason, steps }) => `${stopReason} ${steps}`)).toEqual(['aborted 2', 'aborted 2']);
    await expect(relaxStructures([rocksalt(6.5)], { model: aborting }, {}, control)).rejects.toThrow(RelaxationAbortedError);
    expect(counted.batches.length).toBe(3);
  });

  it('reports progress up to the whole', async () => {
    const seen: string[] = [];
    await relaxStructures([rocksalt(6.5), rocksalt(5.6), rocksalt(5)], { model }, {}, { signal: null, onProgress: (done, total) => seen.push(`${done}/${total}`) });
    expect(seen.at(-1)).toBe('3/3');
  });

  it('says yes to an empty list and no to senseless limits', async () => {
    expect(await relaxStructures([], { model })).toEqual([]);
    await expect(relaxStructures([rocksalt(6)], { model }, { fmax: 0 })).rejects.toThrow(InvalidRelaxationOptionsError);
    await expect(relaxStructures([rocksalt(6)], { model }, { pressureGPa: NaN })).rejects.toThrow('pressureGPa must be finite');
  });
});
