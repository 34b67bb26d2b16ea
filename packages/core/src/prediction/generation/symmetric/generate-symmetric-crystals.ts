import type { Composition } from '../../../composition/composition.js';
import type { Structure } from '../../../crystal/structure.js';
import { createStructure } from '../../../crystal/structure.js';
import type { Rng } from '../../../numerics/rng.js';
import type { Vec3 } from '../../../numerics/vec3.js';
import { centering } from '../../../symmetry/centering.js';
import type { LetterWeights } from '../../../symmetry/letter-weights.js';
import { InvalidOptionsError } from '../../input-errors.js';
import type { WyckoffAssignment } from '../../stage-types.js';
import { assignmentSource } from './assignment-source.js';
import { distanceRules, type DistanceRules } from './distance-rules.js';
import { broadLatticeShapes, type DrawLatticeShape } from './lattice-shape.js';
import { placeOrbits, type Placement, type PlacementOutcome } from './placement.js';
import { writePrimitiveVectors } from './random-cell.js';

export interface SymmetricRequest {
  /** One formula unit. */
  readonly composition: Composition;
  /** Formula units in the primitive cell; centering is the generator's business. */
  readonly formulaUnits: number;
  /** 1–230. */
  readonly spaceGroup: number;
  /** Draw from these ∝ probability; null draws from all assignments of the group ∝ `letterWeights`. */
  readonly assignments: readonly WyckoffAssignment[] | null;
  /** Per element and Wyckoff letter; null for those of orbits in general. */
  readonly letterWeights: LetterWeights | null;
  /** Predicted, Å³ per atom. */
  readonly volumePerAtom: number;
  /** Crystals wanted. */
  readonly count: number;
  readonly rng: Rng;
}

export interface SymmetricOptions {
  /** Standard deviation of ln V around the prediction. @default 0.1 */
  readonly volumeSpread: number;
  /** Null for the broad distribution of the crystal system. @default null */
  readonly drawShape: DrawLatticeShape | null;
  /** Null for shares of covalent radii (`distance-rules.ts`). @default null */
  readonly rules: DistanceRules | null;
  /** Share of the crystals in which anions may be bonded to each other: that of the reference crystals. @default 0.05 */
  readonly bondedAnionShare: number;
  /** Lattices tried for each crystal wanted before the generator gives up. @default 200 */
  readonly triesPerCrystal: number;
}

const DEFAULT_OPTIONS: SymmetricOptions = { volumeSpread: 0.1, drawShape: null, rules: null, bondedAnionShare: 0.05, triesPerCrystal: 200 };

export interface SymmetricCrystal {
  /** Primitive cell in the frame of `centering(…).primitiveMatrix`, sites in the order of the composition. */
  readonly structure: Structure;
  readonly assignment: WyckoffAssignment;
}

export type SymmetricRejection = Exclude<PlacementOutcome, 'placed'> | 'angles-close-no-cell' | 'assignment-given-up';

export interface SymmetricReport {
  /** At most `count`; fewer where the tries ran out. */
  readonly crystals: readonly SymmetricCrystal[];
  /** Lattices tried in all. */
  readonly tries: number;
  /** Lattices and assignments given up, by reason. */
  readonly rejected: { readonly [reason in SymmetricRejection]?: number };
  /** Why no assignment exists; null where one does. */
  readonly impossibleBecause: string | null;
}

/** Lattices for one drawn assignment before another is drawn: hard ones come less often, impossible ones do not stop the work. */
const LATTICES_PER_ASSIGNMENT = 10;
/** An assignment whose fixed sites were too close in so many lattices, and in all of them, is passed over from then on. */
const HOPELESS_AFTER = 100;
/** Fresh coordinates for one orbit in one lattice: giving up early pays in small cells, where a lattice is quickly filled. */
const triesPerOrbit = (nAtoms: number): number => 20 + 2 * nAtoms;

/**
 * Random crystals of a composition in a space group: Wyckoff assignment, lattice, free coordinates, each drawn from the stream of `rng` alone.
 *
 * The work is bounded by `count × triesPerCrystal` lattices. Every crystal holds the operations of the group in its standard setting; its own group may be
 * a supergroup. Distances are those of `distance-rules.ts`, images of the same site included.
 *
 * @throws {InvalidOptionsError} for a volume, count or number of formula units that is not positive
 * @throws {InvalidSpaceGroupError} outside of 1–230
 * @see The idea, with other distributions: ShotgunCSP, npj Comput. Mater. 10, 298 (2024), doi:10.1038/s41524-024-01471-8
 */
export function generateSymmetricCrystals(request: SymmetricRequest, given: Partial<SymmetricOptions> = {}): SymmetricReport {
  assertPositive(request);
  const { composition, formulaUnits, spaceGroup, volumePerAtom, count, rng } = request;
  const options = { ...DEFAULT_OPTIONS, ...given };
  const cell: Composition = { atomicNumbers: composition.atomicNumbers, counts: composition.counts.map((n) => n * formulaUnits) };
  const rules = options.rules ?? distanceRules(cell.atomicNumbers);
  const source = assignmentSource(request, cell, bulkOf(rules.separate, cell.counts));
  if (source.impossibleBecause !== null) return { crystals: [], tries: 0, rejected: {}, impossibleBecause: source.impossibleBecause };

  const nAtoms = cell.counts.reduce((sum, n) => sum + n, 0);
  const drawShape = options.drawShape ?? broadLatticeShapes(spaceGroup);
  const primitiveMatrix = Float64Array.from(centering(spaceGroup).primitiveMatrix.flat());
  const vectors = new Float64Array(9);
  const rejected: { [reason in SymmetricRejection]?: number } = {};
  const crystals: SymmetricCrystal[] = [];
  let tries = 0;
  while (crystals.length < count && tries < count * options.triesPerCrystal) {
    const ready = source.draw(rng);
    if (ready.others === 0 && ready.tooClose >= HOPELESS_AFTER) {
      tries++;
      rejected['assignment-given-up'] = (rejected['assignment-given-up'] ?? 0) + 1;
      continue;
    }
    for (let attempt = 0; attempt < LATTICES_PER_ASSIGNMENT; attempt++) {
      tries++;
      const volume = nAtoms * volumePerAtom * Math.exp(options.volumeSpread * rng.normal());
      const distances = rules.bonded !== null && rng.uniform() < options.bondedAnionShare ? rules.bonded : rules.separate;
      const outcome = writePrimitiveVectors(drawShape(rng), volume, primitiveMatrix, vectors)
        ? placeOrbits(ready.placement, vectors, distances, cell.counts.length, rng.uniform, triesPerOrbit(nAtoms))
        : 'angles-close-no-cell';
      if (outcome === 'fixed-sites-too-close') ready.tooClose++;
      else ready.others++;
      if (outcome === 'placed') {
        crystals.push({ structure: structureOf(ready.placement, vectors, cell.atomicNumbers), assignment: ready.assignment });
        break;
      }
      rejected[outcome] = (rejected[outcome] ?? 0) + 1;
    }
  }
  return { crystals, tries, rejected, impossibleBecause: null };
}

/** Volume that an atom of each element closes to the others in the cell, Å³ up to a factor. */
const bulkOf = (distances: Float64Array, counts: readonly number[]): number[] =>
  counts.map((_, i) => counts.reduce((sum, n, j) => sum + n * (distances[i * counts.length + j] as number) ** 3, 0));

function assertPositive({ formulaUnits, volumePerAtom, count }: SymmetricRequest): void {
  if (!(volumePerAtom > 0 && volumePerAtom < Infinity))
    throw new InvalidOptionsError(`The volume per atom must be positive, got ${volumePerAtom} Å³`);
  if (!Number.isInteger(formulaUnits) || formulaUnits < 1)
    throw new InvalidOptionsError(`Formula units must be a whole number from 1, got ${formulaUnits}`);
  if (!Number.isInteger(count) || count < 0) throw new InvalidOptionsError(`The count of crystals must be a whole number, got ${count}`);
}

function structureOf({ elements, fracCoords, nSites }: Placement, v: Float64Array, atomicNumbers: readonly number[]): Structure {
  const numbers: number[] = [];
  const positions: Vec3[] = [];
  for (let element = 0; element < atomicNumbers.length; element++) {
    for (let i = 0; i < nSites; i++) {
      if (elements[i] !== element) continue;
      numbers.push(atomicNumbers[element] as number);
      positions.push([fracCoords[3 * i]!, fracCoords[3 * i + 1]!, fracCoords[3 * i + 2]!]);
    }
  }
  return createStructure(
    {
      vectors: [
        [v[0]!, v[1]!, v[2]!],
        [v[3]!, v[4]!, v[5]!],
        [v[6]!, v[7]!, v[8]!],
      ],
    },
    numbers,
    positions,
  );
}
