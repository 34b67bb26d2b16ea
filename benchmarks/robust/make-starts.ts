import type { Composition } from '@kessho/core/composition/composition';
import { compositionFromCounts } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { covalentRadiusOf } from '@kessho/core/elements/covalent-radius';
import { buildNeighborList } from '@kessho/core/neighbors/neighbor-list';
import { invertMat3, rowTimesMat3, scaleMat3 } from '@kessho/core/numerics/mat3';
import { forkRng, type Rng } from '@kessho/core/numerics/rng';
import { addVec3, type Vec3 } from '@kessho/core/numerics/vec3';
import { drawRandomCrystals } from '@kessho/core/search/population/draw-random-crystal';
import type { SearchKnowledge } from '@kessho/core/search/search-knowledge';

/** As the generator made it, at a wrong volume, or with two atoms pushed together. */
export const START_KINDS = ['random', 'wrong volume', 'short contact'] as const;
export type StartKind = (typeof START_KINDS)[number];

export interface Start {
  readonly kind: StartKind;
  readonly composition: Composition;
  readonly structure: Structure;
}

const MOST_ELEMENTS = 4;
/** Of one element in the formula. */
const MOST_OF_ONE = 4;
const CONSTRAINTS = { minAtoms: 1, maxAtoms: 16, spaceGroups: null } as const;
/** Of the volume. */
const VOLUME_FACTORS = [0.4, 2.5] as const;
/** Of the sum of two covalent radii. */
const CONTACTS = [0.3, 0.8] as const;
/** Å within which the neighbor to be pushed against is looked for. */
const REACH = 8;

/** The start of one number, a function of it and the seed: a random composition of the elements, drawn anew where no random crystal has room. */
export function makeStart(
  seed: string,
  index: number,
  elements: readonly number[],
  knowledge: Pick<SearchKnowledge, 'geometry' | 'volumePerAtomOf'>,
): Start {
  const rng = forkRng(seed, 'robust', index);
  const kind = START_KINDS[index % START_KINDS.length] as StartKind;
  for (;;) {
    const composition = drawComposition(elements, rng);
    const volumePerAtom = knowledge.volumePerAtomOf(composition);
    const [crystal] = drawRandomCrystals(
      { composition, constraints: CONSTRAINTS, volumePerAtom, geometry: knowledge.geometry, likely: null },
      1,
      rng,
    );
    if (crystal !== undefined) return { kind, composition, structure: spoil(kind, crystal, rng) };
  }
}

function drawComposition(elements: readonly number[], rng: Rng): Composition {
  const counts = new Map<number, number>();
  const wanted = 1 + rng.integer(MOST_ELEMENTS);
  while (counts.size < wanted) counts.set(elements[rng.integer(elements.length)] as number, 1 + rng.integer(MOST_OF_ONE));
  return reduceComposition(compositionFromCounts(counts));
}

function spoil(kind: StartKind, crystal: Structure, rng: Rng): Structure {
  switch (kind) {
    case 'random':
      return crystal;
    case 'wrong volume':
      return scaled(crystal, between(VOLUME_FACTORS, rng));
    case 'short contact':
      return withShortContact(crystal, between(CONTACTS, rng), rng);
  }
}

/** Uniform in the logarithm. */
const between = ([low, high]: readonly [number, number], rng: Rng): number => low * (high / low) ** rng.uniform();

const scaled = ({ lattice, atomicNumbers, fracCoords }: Structure, factor: number): Structure =>
  createStructure({ vectors: scaleMat3(lattice.vectors, Math.cbrt(factor)) }, atomicNumbers, fracCoords);

/** One atom moved towards its nearest neighbor; a crystal whose atom sees only its own images is pressed instead. */
function withShortContact(crystal: Structure, ratio: number, rng: Rng): Structure {
  const { lattice, atomicNumbers, fracCoords } = crystal;
  const moved = rng.integer(atomicNumbers.length);
  const { edgeCount, centers, neighbors, vectors, distances } = buildNeighborList(packStructures([crystal]), REACH);
  let nearest = -1;
  for (let e = 0; e < edgeCount; e++)
    if (centers[e] === moved && neighbors[e] !== moved && (nearest < 0 || distances[e] < distances[nearest])) nearest = e;
  if (nearest < 0) return scaled(crystal, ratio);
  const wanted = ratio * (covalentRadiusOf(atomicNumbers[moved]) + covalentRadiusOf(atomicNumbers[neighbors[nearest]]));
  const share = 1 - wanted / distances[nearest];
  const step: Vec3 = [share * vectors[3 * nearest], share * vectors[3 * nearest + 1], share * vectors[3 * nearest + 2]];
  const shift = rowTimesMat3(step, invertMat3(lattice.vectors));
  return createStructure(
    lattice,
    atomicNumbers,
    fracCoords.map((x, k) => (k === moved ? addVec3(x, shift) : x)),
  );
}
