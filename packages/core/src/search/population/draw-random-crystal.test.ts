import { expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { latticeVolume } from '../../crystal/lattice.js';
import { forkRng } from '../../numerics/rng.js';
import type { Vec3 } from '../../numerics/vec3.js';
import type { SymmetryShare } from '../../prediction/symmetry-proposal/share-symmetry.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { drawRandomCrystals } from './draw-random-crystal.js';

const REQUEST = {
  composition: parseFormula('NaCl'),
  constraints: { minAtoms: 2, maxAtoms: 8, spaceGroups: null },
  volumePerAtom: 22,
  geometry: null,
};
const draw = (likely: readonly SymmetryShare[] | null, spaceGroups: readonly number[] | null = null) =>
  Array.from({ length: 60 }, (_, k) =>
    drawRandomCrystals(
      { ...REQUEST, constraints: { ...REQUEST.constraints, spaceGroups }, likely: likely && { pairs: likely, letterWeightsOf: undefined } },
      1,
      forkRng('draw', k),
    ),
  ).flat();
const numbersOf = (crystals: ReturnType<typeof draw>): number[] => crystals.map((crystal) => findSymmetry(crystal, 0.01).spaceGroup.number);

it('lets many draws follow what is likely, and not all', () => {
  const shareOf = (likely: readonly SymmetryShare[] | null): number => {
    const numbers = numbersOf(draw(likely));
    return numbers.filter((number) => number === 198 || number === 205 || number === 225).length / numbers.length;
  };
  const share = shareOf([{ spaceGroup: 198, formulaUnits: 4, probability: 0.3 }]);
  expect(share).toBeGreaterThan(shareOf(null) + 0.3);
  expect(share).toBeLessThan(0.95);
});

it('keeps the constraints where likely pairs break them', () => {
  const outside = [
    { spaceGroup: 62, formulaUnits: 5, probability: 0.5 },
    { spaceGroup: 198, formulaUnits: 4, probability: 0.5 },
  ];
  expect(draw(outside, [123, 129])).toEqual(draw(null, [123, 129]));
});

it('follows the likely letters of the likely groups', () => {
  const composition = parseFormula('SrTiO3');
  const request = { ...REQUEST, composition, constraints: { minAtoms: 5, maxAtoms: 5, spaceGroups: [221] }, volumePerAtom: 12 };
  const pairs = [{ spaceGroup: 221, formulaUnits: 1, probability: 1 }];
  // titanium amid the octahedron in a perovskite, strontium with the letters c and d of oxygen exchanged
  const perovskite = [new Map([['c', 1]]), new Map([['b', 1]]), new Map([['a', 1]])];
  const amid = (letterWeightsOf?: () => readonly ReadonlyMap<string, number>[]): number => {
    const drawn = Array.from({ length: 60 }, (_, k) => drawRandomCrystals({ ...request, likely: { pairs, letterWeightsOf } }, 1, forkRng('letters', k))).flat();
    const isAmid = drawn.filter((crystal) => {
      const edge = Math.cbrt(latticeVolume(crystal.lattice));
      const [titanium, strontium] = [22, 38].map((z) => crystal.fracCoords[crystal.atomicNumbers.indexOf(z)]);
      const oxygen = crystal.fracCoords[crystal.atomicNumbers.indexOf(8)];
      const distance = (site: Vec3): number => Math.hypot(...site.map((x, axis) => edge * (x - oxygen[axis] - Math.round(x - oxygen[axis]))));
      return distance(titanium) < distance(strontium);
    });
    return isAmid.length / drawn.length;
  };
  expect(composition.atomicNumbers).toEqual([8, 22, 38]);
  expect(amid(() => perovskite)).toBeGreaterThan(amid() + 0.2);
});

it('draws several crystals of one group at once', () => {
  const crystals = drawRandomCrystals({ ...REQUEST, constraints: { minAtoms: 8, maxAtoms: 8, spaceGroups: [62] }, likely: null }, 6, forkRng('many'));
  expect(crystals).toHaveLength(6);
  expect(crystals.every(({ atomicNumbers }) => atomicNumbers.length === 8)).toBe(true);
  expect(new Set(crystals.map(({ lattice }) => lattice.vectors.flat().join())).size).toBe(6);
});
