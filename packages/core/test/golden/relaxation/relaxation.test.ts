import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLennardJonesModel } from '../../../src/energy/lennard-jones.js';
import { FIRE_DEFAULTS, initFire, stepFire } from '../../../src/prediction/relaxation/fire.js';
import type { CellMotion } from '../../../src/prediction/relaxation/frechet-cell.js';
import { createCellFrame, generalizedForces, geometryFromCoordinates, initialCoordinates } from '../../../src/prediction/relaxation/frechet-cell.js';
import { initLbfgs, LBFGS_DEFAULTS, stepLbfgs } from '../../../src/prediction/relaxation/lbfgs.js';

interface Checkpoint {
  readonly step: number;
  readonly numbers: readonly number[];
  readonly lattice: readonly number[][];
  readonly fracCoords: readonly number[][];
  readonly energy: number;
  readonly forces: readonly number[][];
}

interface Reference {
  readonly gpaPerEvPerCubicAngstrom: number;
  readonly runs: readonly {
    readonly name: string;
    readonly optimizer: 'fire' | 'lbfgs';
    readonly cell: CellMotion;
    readonly pressureGPa: number;
    readonly checkpoints: readonly Checkpoint[];
  }[];
}

const { gpaPerEvPerCubicAngstrom, runs } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Reference;
const model = createLennardJonesModel();
const PLAIN = { ...LBFGS_DEFAULTS, stepControl: 'plain' } as const;
/** Digits that agree; each step multiplies the difference of the last bits, in L-BFGS by the condition of its Hessian. */
const digitsAt = (step: number): number => (step <= 10 ? 8 : 5);

describe('FIRE and L-BFGS of ASE over its FrechetCellFilter', () => {
  it.each(runs)('$name, $optimizer, $cell, $pressureGPa GPa', async ({ optimizer, cell, pressureGPa, checkpoints }) => {
    const [start] = checkpoints;
    const nsites = start.numbers.length;
    const frame = createCellFrame(Float64Array.from(start.lattice.flat()), nsites, nsites);
    const pressure = pressureGPa / gpaPerEvPerCubicAngstrom;
    let coordinates = initialCoordinates(frame, start.fracCoords.flat());
    let fire = initFire();
    let lbfgs = initLbfgs(PLAIN);
    for (let step = 0; step <= 20; step++) {
      const { fracCoords, lattice, volume } = geometryFromCoordinates(frame, coordinates);
      const batch = { structureOffsets: Int32Array.of(0, nsites), atomicNumbers: Int32Array.from(start.numbers), fracCoords, lattices: lattice };
      const { energies, forces: modelForces, stresses } = await model.evaluate(batch);
      const forces = generalizedForces(frame, coordinates, { forces: modelForces, stress: stresses, pressure, cell });
      const expected = checkpoints.find((checkpoint) => checkpoint.step === step);
      if (expected !== undefined) {
        const digits = digitsAt(step);
        expect(energies[0]).toBeCloseTo(expected.energy, digits);
        expected.lattice.flat().forEach((x, k) => expect(lattice[k]).toBeCloseTo(x, digits));
        expected.fracCoords.flat().forEach((x, k) => expect(fracCoords[k]).toBeCloseTo(x, digits));
        expected.forces.flat().forEach((x, k) => expect(forces[k]).toBeCloseTo(x, digits - 1));
      }
      const point = { coordinates, energy: energies[0] + pressure * volume, forces };
      if (optimizer === 'fire') ({ state: fire, coordinates } = stepFire(fire, coordinates, forces, FIRE_DEFAULTS));
      else ({ state: lbfgs, coordinates } = stepLbfgs(lbfgs, point, null, PLAIN));
    }
  });
});
