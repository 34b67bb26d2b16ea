import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { determinant, rowTimesMat3, type Mat3 } from '../../numerics/mat3.js';
import { forkRng } from '../../numerics/rng.js';
import { norm, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import { SPACE_GROUPS } from '../../symmetry/assert-space-group.js';
import { siteSymmetries } from '../../symmetry/site-symmetry.js';
import type { Molecule } from '../search-types.js';
import { symmetryOfMolecule } from './molecule-symmetry.js';
import { orientationsOn } from './orient-molecule.js';
import { parseMolecule } from './parse-molecule.js';
import { randomRotation } from './rotation.js';

const ring = (words: (cosine: number, sine: number) => string, n: number): string =>
  Array.from({ length: n }, (_, k) => words(Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n))).join('\n');
/** With the point group, its order (of endless ones that of the part that is kept), and how many of the 32 crystal classes are subgroups of it. */
const MOLECULES: readonly (readonly [string, string, number, number, Molecule])[] = [
  ['carbon dioxide', 'D∞h', 48, 27, parseMolecule('3\n\nC 0 0 0\nO 1.16 0 0\nO -1.16 0 0')],
  ['hydrogen cyanide', 'C∞v', 24, 10, parseMolecule('3\n\nH 0 0 0\nC 0 0 1.06\nN 0 0 2.22')],
  ['water', 'C2v', 4, 4, parseMolecule('3\n\nO 0 0 0\nH 0.757 0.586 0\nH -0.757 0.586 0')],
  ['ammonia', 'C3v', 6, 4, parseMolecule(`4\n\nN 0 0 0.38\n${ring((c, s) => `H ${0.94 * c} ${0.94 * s} 0`, 3)}`)],
  ['nitrate', 'D3h', 12, 9, parseMolecule(`4\n\nN 0 0 0\n${ring((c, s) => `O ${1.25 * c} ${1.25 * s} 0`, 3)}`)],
  ['phosphate', 'Td', 24, 11, parseMolecule('5\n\nP 0 0 0\nO 0.89 0.89 0.89\nO -0.89 -0.89 0.89\nO -0.89 0.89 -0.89\nO 0.89 -0.89 -0.89')],
  ['hexafluorosilicate', 'Oh', 48, 25, parseMolecule('7\n\nSi 0 0 0\nF 1.7 0 0\nF -1.7 0 0\nF 0 1.7 0\nF 0 -1.7 0\nF 0 0 1.7\nF 0 0 -1.7')],
  ['benzene', 'D6h', 24, 20, parseMolecule(`12\n\n${ring((c, s) => `C ${1.39 * c} ${1.39 * s} 0\nH ${2.48 * c} ${2.48 * s} 0`, 6)}`)],
  ['a chiral one', 'C1', 1, 1, parseMolecule('5\n\nC 0 0 0\nH 0.6 0.6 0.6\nF -0.8 -0.8 0.8\nCl -1 1 -1\nBr 1.1 -1.1 -1.1')],
];
const SITES = [...new Set(SPACE_GROUPS.flatMap((number) => siteSymmetries(number).map((site) => site.group)))];

/** Handedness and traces of all operations tell the 32 crystal classes apart. */
const classOf = (group: readonly Mat3[]): string =>
  group
    .map((matrix) => `${Math.round(determinant(matrix))}:${Math.round(matrix[0][0] + matrix[1][1] + matrix[2][2])}`)
    .sort()
    .join();
const turned = ({ atomicNumbers, positions }: Molecule): Molecule => {
  const turn = randomRotation(forkRng('orient', 'molecule'));
  return { atomicNumbers, positions: positions.map((position) => rowTimesMat3(position, turn)) };
};

it('all crystal classes are symmetries of sites', () => {
  expect(new Set(SITES.map(classOf)).size).toBe(32);
});

describe.each(MOLECULES)('%s, %s', (_, __, order, classes, given) => {
  const molecule = turned(given);

  it('has the operations of its point group', () => {
    expect(symmetryOfMolecule(molecule)).toHaveLength(order);
  });

  it('stands on the sites whose class its own holds, and on no others', () => {
    expect(new Set(SITES.filter((site) => orientationsOn(molecule, site) !== null).map(classOf)).size).toBe(classes);
    // the orientation of the site's axes makes no difference
    const held = new Set(SITES.filter((site) => orientationsOn(molecule, site) !== null).map(classOf));
    for (const site of SITES) expect(orientationsOn(molecule, site) !== null).toBe(held.has(classOf(site)));
  });

  it('is turned so that the site maps it onto itself, in its own shape', () => {
    const rng = forkRng('orient', 'draws');
    for (const site of SITES) {
      const positions = orientationsOn(molecule, site)?.(rng);
      if (positions === undefined) continue;
      for (const operation of site)
        for (const [k, position] of positions.entries()) {
          const image = rowTimesMat3(position, operation);
          expect(
            positions.some((other, j) => molecule.atomicNumbers[j] === molecule.atomicNumbers[k] && norm(subtractVec3(image, other)) < 1e-9),
          ).toBe(true);
        }
      positions.forEach((one, k) =>
        positions.forEach((other, j) =>
          expect(norm(subtractVec3(one, other))).toBeCloseTo(norm(subtractVec3(molecule.positions[k] as Vec3, molecule.positions[j] as Vec3)), 9),
        ),
      );
    }
  });
});

it('averages what rounding has left: a rough molecule becomes exact on its site', () => {
  const rough = parseMolecule('3\n\nO 0 0 0\nH 0.757 0.58 0\nH -0.75 0.6 0');
  const site = siteSymmetries(36).find(({ letter }) => letter === 'a')?.group as readonly Mat3[];
  const positions = orientationsOn(rough, site)?.(forkRng('rough')) as readonly Vec3[];
  for (const operation of site)
    for (const position of positions) {
      const image = rowTimesMat3(position, operation);
      expect(Math.min(...positions.map((other) => norm(subtractVec3(image, other))))).toBeLessThan(1e-12);
    }
  const length = (k: number): number => norm(subtractVec3(positions[0] as Vec3, positions[k] as Vec3));
  expect(Math.abs(length(1) - 0.957)).toBeLessThan(0.03);
});
