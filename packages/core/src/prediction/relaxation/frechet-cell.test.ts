import { describe, expect, it } from 'vitest';
import { createLennardJonesModel } from '../../energy/lennard-jones.js';
import { createCellFrame, generalizedForces, geometryFromCoordinates, initialCoordinates } from './frechet-cell.js';

const NUMBERS = Int32Array.of(22, 8, 8);
const LATTICE = Float64Array.of(3.9, 0.2, -0.3, 0.8, 4.4, 0.1, -0.5, 0.7, 5.1);
const FRAC = [0.02, 0.05, 0, 0.5, 0.45, 0.1, 0.1, 0.4, 0.6];
const PRESSURE = 0.05;
const frame = createCellFrame(LATTICE, 3, 2);

async function evaluate(coordinates: Float64Array) {
  const { fracCoords, lattice, volume } = geometryFromCoordinates(frame, coordinates);
  const batch = { structureOffsets: Int32Array.of(0, 3), atomicNumbers: NUMBERS, fracCoords, lattices: lattice };
  const { energies, forces, stresses } = await createLennardJonesModel().evaluate(batch);
  return { enthalpy: energies[0] + PRESSURE * volume, forces, stress: stresses };
}

/** Coordinates with a deformed cell, so that L is neither small nor symmetric. */
function deformed(): Float64Array {
  const coordinates = initialCoordinates(frame, FRAC);
  [0.1, -0.2, 0.06, 0.14, -0.08, 0.1, 0.04, -0.12, 0.2].forEach((x, k) => (coordinates[9 + k] = x));
  return coordinates;
}

describe('generalizedForces', () => {
  it('are the derivatives of the enthalpy', async () => {
    const coordinates = deformed();
    const { forces, stress } = await evaluate(coordinates);
    const generalized = generalizedForces(frame, coordinates, { forces, stress, pressure: PRESSURE, cell: 'full' });
    const step = 1e-5;
    for (let k = 0; k < coordinates.length; k++) {
      const [up, down] = [coordinates.slice(), coordinates.slice()];
      up[k] += step;
      down[k] -= step;
      const slope = ((await evaluate(up)).enthalpy - (await evaluate(down)).enthalpy) / (2 * step);
      expect(generalized[k]).toBeCloseTo(-slope, 5);
    }
  });

  it('do not change the volume where it is fixed, nor the cell where that is', async () => {
    const coordinates = deformed();
    const { forces, stress } = await evaluate(coordinates);
    const of = (cell: 'fixed-volume' | 'none') => generalizedForces(frame, coordinates, { forces, stress, pressure: PRESSURE, cell }).slice(9);
    const fixed = of('fixed-volume');
    expect(fixed[0] + fixed[4] + fixed[8]).toBeCloseTo(0, 12);
    expect(Array.from(of('none'))).toEqual(new Array(9).fill(0));
  });
});

describe('geometryFromCoordinates', () => {
  it('gives back the start, and fractional coordinates that no deformation of the cell changes', () => {
    const start = geometryFromCoordinates(frame, initialCoordinates(frame, FRAC));
    start.lattice.forEach((x, k) => expect(x).toBeCloseTo(LATTICE[k], 14));
    geometryFromCoordinates(frame, deformed()).fracCoords.forEach((x, k) => expect(x).toBeCloseTo(FRAC[k], 14));
  });
});
