import { loadSymmetryEngineFromPackage } from '../runtime/load-symmetry-engine.js';
import { pairKey } from '@kessho/core/prediction/generation/symmetric/geometry-model';
import { latticeConstraints } from '@kessho/core/symmetry/lattice-constraints';
import { wyckoffPositions } from '@kessho/core/symmetry/wyckoff-positions';
import { describe, expect, it } from 'vitest';
import { loadGeometry } from './load-geometry.js';

loadSymmetryEngineFromPackage();
const geometry = loadGeometry();

describe('loadGeometry', () => {
  it('knows shapes and coordinates that every group and position can have', () => {
    const offenders: string[] = [];
    for (let group = 1; group <= 230; group++) {
      const { shapes, coordinates } = geometry.groups.get(group)!;
      const { fixedAngles, equalToA } = latticeConstraints(group);
      for (const shape of shapes) {
        for (const [name, value] of Object.entries(fixedAngles))
          if (shape[name as 'alpha'] !== value) offenders.push(`${group}: ${name} ${shape[name as 'alpha']}`);
        if (equalToA.includes('b') && shape.logB !== 0) offenders.push(`${group}: b/a`);
        if (!(Math.abs(shape.logC) < 5 && shape.nAtoms >= 1)) offenders.push(`${group}: ${JSON.stringify(shape)}`);
      }
      for (const { letter, degreesOfFreedom } of wyckoffPositions(group)) {
        const known = [...(coordinates.get(letter)?.values() ?? [])];
        if (degreesOfFreedom === 0 && known.length > 0) offenders.push(`${group}${letter}: nothing is free`);
        if (known.some((values) => values.length % 3 !== 0 || values.some((x) => !(x >= 0 && x <= 1))))
          offenders.push(`${group}${letter}: coordinates`);
      }
    }
    expect(offenders).toEqual([]);
  });

  it('has the anion coordinate of rutile near 0.3 and that of pyrite near 0.38, and no atom where there is none', () => {
    const share = (group: number, letter: string, kind: number, low: number, high: number): number => {
      const values = geometry.groups.get(group)!.coordinates.get(letter)!.get(kind)!;
      const x = Array.from({ length: values.length / 3 }, (_, k) => Math.min(values[3 * k]!, 1 - values[3 * k]!));
      return x.filter((v) => v > low && v < high).length / x.length;
    };
    expect(share(136, 'f', 3, 0.27, 0.33)).toBeGreaterThan(0.5);
    expect(share(205, 'c', 0, 0.34, 0.42)).toBeGreaterThan(0.5);
  });

  it('keeps oxygen from oxygen as peroxides do where bonded, as oxides do elsewhere', () => {
    const { nearest, unbonded, crystals } = geometry.distances.get(pairKey(8, 8))!;
    expect(nearest).toBeGreaterThan(1.15);
    expect(nearest).toBeLessThan(1.6);
    expect(unbonded).toBeGreaterThan(1.9);
    expect(unbonded).toBeLessThan(2.5);
    expect(crystals).toBeGreaterThan(10_000);
  });
});
