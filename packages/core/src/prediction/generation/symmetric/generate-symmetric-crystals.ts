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
import { distanceRules } from './distance-rules.js';
import type { GeometryModel } from './geometry-model.js';
import { broadLatticeShapes, type DrawLatticeShape, type LatticeShape } from './lattice-shape.js';
import { learnedLatticeShapes } from './learned-lattice-shapes.js';
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
  /** Shapes, coordinates and distances of known crystals; null draws uniformly and keeps shares of covalent radii apart. */
  readonly geometry: GeometryModel | null;
  readonly rng: Rng;
}

export interface SymmetricOptions {
  /** Standard deviation of ln V around the prediction. @default 0.1 */
  readonly volumeSpread: number;
  /** Share of the lattices whose shape and coordinates are drawn broadly, whatever is known. @default 0.5 */
  readonly uniformShare: number;
  /** Share of the crystals in which anions may be bonded to each other: that of the reference crystals. @default 0.05 */
  readonly bondedAnionShare: number;
  /** Lattices tried for each crystal wanted before the generator gives up. @default 400 */
  readonly triesPerCrystal: number;
  /** Draws the shapes of all lattices, known and broad ones; null for those of the group. @default null */
  readonly drawShape: DrawLatticeShape | null;
}

const DEFAULT_OPTIONS: SymmetricOptions = { volumeSpread: 0.1, uniformShare: 0.5, bondedAnionShare: 0.05, triesPerCrystal: 400, drawShape: null };

export interface SymmetricCrystal {
  /** Primitive cell in the frame of `centering(…).primitiveMatrix`, sites in the order of the composition. */
  readonly structure: Structure;
  readonly assignment: WyckoffAssignment;
}

export type SymmetricRejection = Exclude<PlacementOutcome, 'placed'> | 'angles-close-no-cell' | 'assignment-passed-over';

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
const LATTICES_PER_ASSIGNMENT = 8;
/** After so many of them that fail on sites with at most one free coordinate, another assignment is drawn at once. */
const CROWDED_LATTICES = 2;
/** What a crystal may cost: where it takes more lattices, tries become looser, and an assignment that takes more is passed over the more often. */
const latticesPerCrystal = (nAtoms: number): number => Math.min(20, Math.max(8, 400 / nAtoms));
/**
 * Tightness of a try: its share of the distances of the rules. Real crystals keep all of them; random ones of many orbits, or in a group that hardly
 * fits, seldom can, and have yet to relax. Each failure loosens a little and each crystal tightens, so that a request works at the tightest that
 * costs no more than `latticesPerCrystal`.
 */
export const TIGHTNESS = [1, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76, 0.73] as const;
/** Å; how far a known coordinate may move: those of other elements are never the same. */
const BLUR = 0.4;

/**
 * Random crystals of a composition in a space group: Wyckoff assignment, lattice, free coordinates, each drawn from the stream of `rng` alone.
 *
 * The work is bounded by `count × triesPerCrystal` lattices. Every crystal holds the operations of the group in its standard setting; its own group may be
 * a supergroup. Distances are those of `distance-rules.ts` times a `TIGHTNESS`, images of the same site included.
 *
 * @throws {InvalidOptionsError} for a volume, count or number of formula units that is not positive
 * @throws {InvalidSpaceGroupError} outside of 1–230
 * @see The idea, with other distributions: ShotgunCSP, npj Comput. Mater. 10, 298 (2024), doi:10.1038/s41524-024-01471-8
 */
export function generateSymmetricCrystals(request: SymmetricRequest, given: Partial<SymmetricOptions> = {}): SymmetricReport {
  assertPositive(request);
  const { composition, formulaUnits, spaceGroup, volumePerAtom, count, geometry, rng } = request;
  const options = { ...DEFAULT_OPTIONS, ...given };
  const cell: Composition = { atomicNumbers: composition.atomicNumbers, counts: composition.counts.map((n) => n * formulaUnits) };
  const rules = distanceRules(cell.atomicNumbers, geometry?.distances ?? null);
  const source = assignmentSource(request, cell, bulkOf(rules.separate, cell.counts), geometry);
  if (source.impossibleBecause !== null) return { crystals: [], tries: 0, rejected: {}, impossibleBecause: source.impossibleBecause };

  const nAtoms = cell.counts.reduce((sum, n) => sum + n, 0);
  const drawBroadShape = options.drawShape ?? broadLatticeShapes(spaceGroup);
  const drawKnownShape = geometry === null ? null : (options.drawShape ?? learnedLatticeShapes(geometry, spaceGroup, nAtoms) ?? drawBroadShape);
  const { primitiveMatrix: ofCentering, latticePoints } = centering(spaceGroup);
  const primitiveMatrix = Float64Array.from(ofCentering.flat());
  const vectors = new Float64Array(9);
  const blur = new Float64Array(3);
  const rejected: { [reason in SymmetricRejection]?: number } = {};
  const crystals: SymmetricCrystal[] = [];
  const countRejection = (reason: SymmetricRejection): void => void (rejected[reason] = (rejected[reason] ?? 0) + 1);
  const separate = TIGHTNESS.map((share) => rules.separate.map((distance) => share * distance));
  const bonded = rules.bonded === null ? null : TIGHTNESS.map((share) => (rules.bonded as Float64Array).map((distance) => share * distance));
  const fairLattices = latticesPerCrystal(nAtoms);
  let looseness = 0;
  let tries = 0;
  while (crystals.length < count && tries < count * options.triesPerCrystal) {
    const ready = source.draw(rng);
    if (rng.uniform() * (1 + ready.lattices / fairLattices) > 1 + ready.placed) {
      tries++;
      countRejection('assignment-passed-over');
      continue;
    }
    let crowded = 0;
    for (let attempt = 0; attempt < LATTICES_PER_ASSIGNMENT && crowded < CROWDED_LATTICES; attempt++) {
      tries++;
      ready.lattices++;
      const level = Math.floor(looseness);
      const volume = nAtoms * volumePerAtom * Math.exp(options.volumeSpread * rng.normal());
      const distances = bonded !== null && rng.uniform() < options.bondedAnionShare ? bonded : separate;
      const drawKnown = drawKnownShape !== null && rng.uniform() >= options.uniformShare ? drawKnownShape : null;
      const shape = (drawKnown ?? drawBroadShape)(rng);
      if (drawKnown !== null) writeBlur(shape, volume * latticePoints.length, blur);
      const outcome = writePrimitiveVectors(shape, volume, primitiveMatrix, vectors)
        ? placeOrbits(ready.placement, vectors, distances[level] as Float64Array, cell.counts.length, rng.uniform, drawKnown === null ? null : blur)
        : 'angles-close-no-cell';
      if (outcome === 'placed') {
        crystals.push({ structure: structureOf(ready.placement, vectors, cell.atomicNumbers), assignment: ready.assignment() });
        ready.placed++;
        looseness = Math.max(0, looseness - 1);
        break;
      }
      if (outcome === 'fixed-sites-too-close' || outcome === 'no-room-on-line') crowded++;
      countRejection(outcome);
      looseness = Math.min(TIGHTNESS.length - 1, looseness + 1 / fairLattices);
    }
  }
  return { crystals, tries, rejected, impossibleBecause: null };
}

/** `BLUR` as a fraction of a, b and c, as if the axes were at right angles. @param volume of the conventional cell, Å³ */
function writeBlur({ bOverA, cOverA }: LatticeShape, volume: number, blur: Float64Array): void {
  const a = Math.cbrt(volume / (bOverA * cOverA));
  blur[0] = BLUR / a;
  blur[1] = BLUR / (a * bOverA);
  blur[2] = BLUR / (a * cOverA);
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
