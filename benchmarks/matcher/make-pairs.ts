import { changeBasis } from '@kessho/core/crystal/change-basis';
import { createLattice, latticeVolume } from '@kessho/core/crystal/lattice';
import { minimumDistance } from '@kessho/core/crystal/minimum-distance';
import type { Structure } from '@kessho/core/crystal/structure';
import { createStructure } from '@kessho/core/crystal/structure';
import { makeSupercell } from '@kessho/core/crystal/supercell';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { invertMat3, multiplyMat3, rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Rng } from '@kessho/core/numerics/rng';
import { forkRng } from '@kessho/core/numerics/rng';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3 } from '@kessho/core/numerics/vec3';

export interface CrystalPair {
  readonly kind: string;
  readonly a: Structure;
  readonly b: Structure;
}

const MOST_ATOMS = 100;

/** Closer sites, Å, are no crystal; such a pair is drawn anew. */
const CLOSEST_SITES = 0.5;

type Change = (structure: Structure, rng: Rng) => Structure;

const CHANGES: Readonly<Record<string, Change>> = {
  same: (structure) => structure,
  rattled: (structure, rng) => rattle(structure, rng, 0.02 + 0.3 * rng.uniform()),
  'rattled hard': (structure, rng) => rattle(structure, rng, 0.3 + 0.7 * rng.uniform()),
  strained: (structure, rng) => strain(structure, rng, 0.01 + 0.1 * rng.uniform()),
  'strained hard': (structure, rng) => strain(rattle(structure, rng, 0.1), rng, 0.1 + 0.2 * rng.uniform()),
  'other basis': (structure, rng) => shear(rattle(structure, rng, 0.1 * rng.uniform()), rng),
  supercell: (structure, rng) => enlarge(structure, rng),
  'rattled supercell': (structure, rng) => rattle(enlarge(structure, rng), rng, 0.3 * rng.uniform()),
  'strained supercell': (structure, rng) => strain(rattle(enlarge(structure, rng), rng, 0.1 * rng.uniform()), rng, 0.08 * rng.uniform()),
  'mirror image': (structure) => ({
    ...structure,
    lattice: {
      vectors: multiplyMat3(structure.lattice.vectors, [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, -1],
      ]),
    },
  }),
  'two sites swapped': (structure, rng) => swap(rattle(structure, rng, 0.05), rng),
};

/**
 * Draw pairs, the same for the same seed.
 * @param polymorphs pairs of crystals of one composition; about every fourth pair is one of them, one crystal rattled a little
 */
export function makePairs(
  count: number,
  seed: string,
  crystals: readonly Structure[],
  polymorphs: readonly (readonly [Structure, Structure])[],
): CrystalPair[] {
  const kinds = Object.keys(CHANGES);
  return Array.from({ length: count }, (_, index) => {
    for (let attempt = 0; ; attempt++) {
      const rng = forkRng(seed, 'matcher', index, attempt);
      const kind = rng.uniform() < 0.25 ? 'polymorphs' : (kinds[index % kinds.length] as string);
      const [a, changed] = kind === 'polymorphs' ? rattledPolymorphs(polymorphs, rng) : changedCrystal(crystals, CHANGES[kind] as Change, rng);
      const b = round(shuffle(turn(changed, rng), rng));
      if (b.atomicNumbers.length <= MOST_ATOMS && latticeVolume(b.lattice) > 5 && minimumDistance(b) > CLOSEST_SITES) return { kind, a: round(a), b };
    }
  });
}

function rattledPolymorphs(polymorphs: readonly (readonly [Structure, Structure])[], rng: Rng): [Structure, Structure] {
  const [one, other] = polymorphs[rng.integer(polymorphs.length)] as readonly [Structure, Structure];
  return [one, rattle(other, rng, 0.1 * rng.uniform())];
}

/** A fifth of the crystals is enlarged first, since few primitive cells have more than 40 atoms. */
function changedCrystal(crystals: readonly Structure[], change: Change, rng: Rng): [Structure, Structure] {
  const crystal = crystals[rng.integer(crystals.length)] as Structure;
  const a = rng.uniform() < 0.2 && crystal.atomicNumbers.length <= MOST_ATOMS / 2 ? enlarge(crystal, rng) : crystal;
  return [a, change(a, rng)];
}

function rattle(structure: Structure, rng: Rng, amplitude: number): Structure {
  const inverse = invertMat3(structure.lattice.vectors);
  const step = (): number => (amplitude * rng.normal()) / Math.sqrt(3);
  const moved = structure.fracCoords.map((position) => addVec3(position, rowTimesMat3([step(), step(), step()], inverse)));
  return createStructure(structure.lattice, structure.atomicNumbers, moved);
}

function strain(structure: Structure, rng: Rng, amplitude: number): Structure {
  const entry = (): number => amplitude * (2 * rng.uniform() - 1);
  const [xy, xz, yz] = [entry() / 2, entry() / 2, entry() / 2];
  const deformation: Mat3 = [
    [1 + entry(), xy, xz],
    [xy, 1 + entry(), yz],
    [xz, yz, 1 + entry()],
  ];
  return { ...structure, lattice: createLattice(multiplyMat3(structure.lattice.vectors, deformation)) };
}

function shear(structure: Structure, rng: Rng): Structure {
  const by = (): number => rng.integer(3) - 1;
  return changeBasis(
    structure,
    multiplyMat3(
      [
        [1, by(), by()],
        [0, 1, by()],
        [0, 0, 1],
      ],
      [
        [1, 0, 0],
        [by(), 1, 0],
        [by(), by(), 1],
      ],
    ),
  );
}

function enlarge(structure: Structure, rng: Rng): Structure {
  const size = 2 + rng.integer(Math.max(1, Math.min(4, Math.floor(MOST_ATOMS / structure.atomicNumbers.length)) - 1));
  const diagonal = [1, 1, 1];
  diagonal[rng.integer(3)] = size;
  if (size === 4 && rng.uniform() < 0.5)
    diagonal.splice(
      0,
      3,
      ...([
        [2, 2, 1],
        [2, 1, 2],
        [1, 2, 2],
      ][rng.integer(3)] as number[]),
    );
  const off = (): number => rng.integer(2);
  return makeSupercell(structure, [
    [diagonal[0] as number, off(), off()],
    [0, diagonal[1] as number, off()],
    [0, 0, diagonal[2] as number],
  ]);
}

function swap(structure: Structure, rng: Rng): Structure {
  const atomicNumbers = [...structure.atomicNumbers];
  const [i, j] = [rng.integer(atomicNumbers.length), rng.integer(atomicNumbers.length)];
  [atomicNumbers[i], atomicNumbers[j]] = [atomicNumbers[j] as number, atomicNumbers[i] as number];
  return { ...structure, atomicNumbers };
}

/** Turn about x, then y, then z by random angles. */
function turn(structure: Structure, rng: Rng): Structure {
  const about = (axis: number): Mat3 => {
    const angle = 2 * Math.PI * rng.uniform();
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const rows = [0, 1, 2].map((i) =>
      [0, 1, 2].map((j) => (i === axis || j === axis ? Number(i === j) : i === j ? cosine : (i + 1) % 3 === j ? sine : -sine)),
    );
    return rows as unknown as Mat3;
  };
  return { ...structure, lattice: { vectors: multiplyMat3(multiplyMat3(multiplyMat3(structure.lattice.vectors, about(0)), about(1)), about(2)) } };
}

/** Move the origin and put the sites in random order. */
function shuffle(structure: Structure, rng: Rng): Structure {
  const origin: Vec3 = [rng.uniform(), rng.uniform(), rng.uniform()];
  const order = structure.atomicNumbers.map((_, site) => ({ site, key: rng.uniform() })).sort((a, b) => a.key - b.key);
  return createStructure(
    structure.lattice,
    order.map(({ site }) => structure.atomicNumbers[site] as number),
    order.map(({ site }) => addVec3(structure.fracCoords[site] as Vec3, origin)),
  );
}

/** To six decimals, so that both programs read the same numbers from the file. */
function round(structure: Structure): Structure {
  const rounded = ([x, y, z]: Vec3): Vec3 => [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6, Math.round(z * 1e6) / 1e6];
  const [a, b, c] = structure.lattice.vectors;
  return createStructure(createLattice([rounded(a), rounded(b), rounded(c)]), structure.atomicNumbers, structure.fracCoords.map(rounded));
}
