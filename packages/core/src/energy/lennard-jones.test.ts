import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { latticeFromParameters } from '../crystal/lattice.js';
import { packStructures } from '../crystal/structure-batch.js';
import { createStructure, type Structure } from '../crystal/structure.js';
import type { Vec3 } from '../numerics/vec3.js';
import { createLennardJonesModel, describeLennardJones } from './lennard-jones.js';
import type { EnergyModel } from './energy-model.js';
import { checkModelContract } from './model-contract.js';

const cell = (a: number, b: number, c: number, alpha: number, beta: number, gamma: number, z: number[], x: Vec3[]): Structure =>
  createStructure(latticeFromParameters({ a, b, c, alpha, beta, gamma }), z, x);

const SAMPLES = [
  cell(5.6, 5.6, 5.6, 90, 90, 90, [11, 17], [[0, 0, 0], [0.5, 0.5, 0.5]]),
  cell(2.4, 2.4, 2.4, 60, 60, 60, [6], [[0.2, 0.1, 0.9]]),
  cell(4.1, 5.3, 6.2, 75, 98, 110, [22, 8, 8, 56], [[0.02, 0, 0], [0.5, 0.45, 0.1], [0.1, 0.4, 0.6], [0.6, 0.9, 0.5]]),
  cell(30, 30, 30, 90, 90, 90, [98], [[0.5, 0.5, 0.5]]),
];
const TOLERANCES = { energyPerAtom: 1e-10, force: 1e-9, stress: 1e-10, forceDifference: 1e-5, stressDifference: 1e-5, differenceStep: 1e-5 };

describe('createLennardJonesModel', () => {
  it('keeps the model contract', async () => {
    expect(await checkModelContract(createLennardJonesModel(), SAMPLES, TOLERANCES)).toEqual([]);
  });

  it('has the hash of its parameters', () => {
    expect(createLennardJonesModel().id.sha256).toBe(createHash('sha256').update(describeLennardJones()).digest('hex'));
  });

  it('is flat and continuous at the cutoff', async () => {
    const sigma = (2 * 0.76) / 2 ** (1 / 6);
    const energyAt = async (distance: number): Promise<number> => {
      const structure = createStructure({ vectors: [[40, 0, 0], [0, 40, 0], [0, 0, 40]] }, [6, 6], [[0, 0, 0], [distance / 40, 0, 0]]);
      return (await createLennardJonesModel().evaluate(packStructures([structure]))).energies[0];
    };
    expect(await energyAt(2.5 * sigma)).toBe(0);
    expect(Math.abs(await energyAt(2.5 * sigma - 1e-4))).toBeLessThan(1e-8);
  });
});

describe('checkModelContract', () => {
  const lennardJones = createLennardJonesModel();
  const broken = (change: (forces: Float64Array) => void): EnergyModel => ({
    ...lennardJones,
    evaluate: async (batch) => {
      const result = await lennardJones.evaluate(batch);
      change(result.forces);
      return result;
    },
  });
  const rulesOf = async (model: EnergyModel): Promise<Set<string>> =>
    new Set((await checkModelContract(model, SAMPLES.slice(2, 3), TOLERANCES)).map(({ rule }) => rule));

  it('notices a force that is no derivative of the energy', async () => {
    expect(await rulesOf(broken((forces) => forces.forEach((f, k) => (forces[k] = 1.01 * f))))).toEqual(new Set(['force = −ΔE/Δr']));
  });

  it('notices a net force and a dependence on the order of the sites', async () => {
    const rules = await rulesOf(broken((forces) => (forces[0] += 0.01)));
    expect(rules).toContain('forces add to zero');
    expect(rules).toContain('permutation: forces');
  });

  it('notices a changed input', async () => {
    const model: EnergyModel = { ...lennardJones, evaluate: (batch) => lennardJones.evaluate({ ...batch, fracCoords: batch.fracCoords.fill(0.25) }) };
    expect(await rulesOf(model)).toContain('input untouched');
  });
});
