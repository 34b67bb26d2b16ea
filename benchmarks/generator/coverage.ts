import { readFileSync } from 'node:fs';
import { alphabeticalFormula } from '@kessho/core/composition/written-formula';
import type { Composition } from '@kessho/core/composition/composition';
import { formulaUnitsOf, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import type { Structure } from '@kessho/core/crystal/structure';
import { matchStructures } from '@kessho/core/matching/match-structures';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import { buildNeighborList } from '@kessho/core/neighbors/neighbor-list';
import { forkRng } from '@kessho/core/numerics/rng';
import { distanceRules } from '@kessho/core/prediction/generation/symmetric/distance-rules';
import { generateSymmetricCrystals } from '@kessho/core/prediction/generation/symmetric/generate-symmetric-crystals';
import type { GeometryModel } from '@kessho/core/prediction/generation/symmetric/geometry-model';
import type { WyckoffAssignment } from '@kessho/core/prediction/stage-types';
import { instantiatePrototype } from '@kessho/core/prototypes/instantiate-prototype';
import type { PrototypeEntry } from '@kessho/core/prototypes/prototype-library';
import { latticeConstraints } from '@kessho/core/symmetry/lattice-constraints';
import { wyckoffPositions } from '@kessho/core/symmetry/wyckoff-positions';
import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';

/** A known crystal as the generator is asked for it. */
interface Target {
  readonly formula: string;
  readonly entry: PrototypeEntry;
  readonly truth: Structure;
  /** Reduced. */
  readonly composition: Composition;
  readonly assignment: WyckoffAssignment;
  /** Of the cell but for its volume, and of the sites. */
  readonly freeParameters: number;
}

export interface CoverageOptions {
  /** File of reduced formulas, one a line, in the order in which they are taken. */
  readonly formulas: string;
  readonly crystals: number;
  /** Random crystals for each. */
  readonly draws: number;
  /** Free parameters of the cell, but for its volume, and of the sites: from and to. */
  readonly leastFree: number;
  readonly mostFree: number;
  readonly seed: string;
}

const MOST_ATOMS = 20;

/** How many random crystals it takes to meet a known one, unrelaxed, with its group, letters and volume given: drawn uniformly, and as learned. */
export function measureCoverage({ formulas, crystals, draws, leastFree, mostFree, seed }: CoverageOptions, geometry: GeometryModel): object {
  const all = targetsOf(formulas);
  const chosen = all
    .filter(({ entry, freeParameters }) => entry.prototype.nsites <= MOST_ATOMS && freeParameters >= leastFree && freeParameters <= mostFree)
    .slice(0, crystals);
  const ways = [
    { name: 'uniform', geometry: null, uniformShare: 1 },
    { name: 'learned', geometry, uniformShare: 0.5 },
    { name: 'learned, no uniform share', geometry, uniformShare: 0 },
  ];
  const rows = chosen.map((target) => ({
    formula: target.formula,
    prototype: target.entry.prototype.label,
    freeParameters: target.freeParameters,
    firstHit: Object.fromEntries(ways.map((way) => [way.name, firstHit(target, way.geometry, way.uniformShare, draws, seed)])),
  }));
  const shareWithin = (name: string, most: number): number =>
    rows.filter(({ firstHit: hits }) => (hits[name] ?? Infinity) <= most).length / rows.length;
  return {
    crystals: rows.length,
    shareMet: Object.fromEntries(
      ways.map(({ name }) => [
        name,
        Object.fromEntries([1, 10, 100, 500].filter((n) => n <= draws).map((n) => [`within ${n}`, shareWithin(name, n)])),
      ]),
    ),
    realCrystalsKeepingDistances: {
      crystals: all.length,
      'radii alone': all.filter(({ truth }) => keepsDistances(truth, null)).length / all.length,
      learned: all.filter(({ truth }) => keepsDistances(truth, geometry)).length / all.length,
      rejected: all.filter(({ truth }) => !keepsDistances(truth, geometry)).map(({ formula }) => formula),
    },
    rows,
  };
}

/** For each formula its crystal of lowest energy above hull in the prototype library. */
function targetsOf(file: string): Target[] {
  const { library, manifest } = loadPrototypeLibrary();
  const lowest = new Map<string, PrototypeEntry>();
  for (let index = 0; index < manifest.entries; index++) {
    const entry = library.entry(index);
    const formula = alphabeticalFormula({ atomicNumbers: entry.elements, counts: entry.prototype.slotCounts });
    const known = lowest.get(formula);
    if (known === undefined || (entry.energyAboveHull ?? Infinity) < (known.energyAboveHull ?? Infinity)) lowest.set(formula, entry);
  }
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .flatMap((formula) => {
      const entry = lowest.get(alphabeticalFormula(reduceComposition(parseFormula(formula))));
      return entry === undefined ? [] : [targetOf(formula, entry)];
    });
}

function targetOf(formula: string, entry: PrototypeEntry): Target {
  const { prototype, elements, volumePerAtom } = entry;
  const slots = elements.map((_, slot) => slot).sort((p, q) => (elements[p] as number) - (elements[q] as number));
  const composition = {
    atomicNumbers: slots.map((slot) => elements[slot] as number),
    counts: slots.map((slot) => prototype.slotCounts[slot] as number),
  };
  const letters = slots.map((slot) => prototype.orbits.filter((orbit) => orbit.slot === slot).map(({ letter }) => letter));
  const degrees = new Map(wyckoffPositions(prototype.spaceGroup).map(({ letter, degreesOfFreedom }) => [letter, degreesOfFreedom]));
  return {
    formula,
    entry,
    truth: instantiatePrototype(entry, elements, volumePerAtom),
    composition: reduceComposition(composition),
    assignment: { letters, formulaUnits: prototype.formulaUnits * formulaUnitsOf(composition), probability: 1 },
    freeParameters:
      latticeConstraints(prototype.spaceGroup).free.length - 1 + letters.flat().reduce((sum, letter) => sum + (degrees.get(letter) as number), 0),
  };
}

/** Number of the first random crystal that matches, from 1; null where none of `draws` does. */
function firstHit(
  { formula, entry, truth, composition, assignment }: Target,
  geometry: GeometryModel | null,
  uniformShare: number,
  draws: number,
  seed: string,
): number | null {
  const { crystals } = generateSymmetricCrystals(
    {
      composition,
      formulaUnits: assignment.formulaUnits,
      spaceGroup: entry.prototype.spaceGroup,
      assignments: [assignment],
      letterWeights: null,
      volumePerAtom: entry.volumePerAtom,
      count: draws,
      geometry,
      rng: forkRng(seed, 'coverage', formula),
    },
    { uniformShare },
  );
  const prepared = prepareForMatching(truth);
  const hit = crystals.findIndex(({ structure }) => matchStructures(prepared, prepareForMatching(structure)).rms !== null);
  return hit < 0 ? null : hit + 1;
}

/** Whether a crystal could have been generated: its distances keep the rules, anions bonded or not. */
function keepsDistances(structure: Structure, geometry: GeometryModel | null): boolean {
  const elements = [...new Set(structure.atomicNumbers)];
  const { separate, bonded } = distanceRules(elements, geometry?.distances ?? null);
  return [separate, bonded].some((rules) => {
    if (rules === null) return false;
    const { edgeCount, centers, neighbors, distances } = buildNeighborList(packStructures([structure]), Math.max(...rules));
    const element = (site: number): number => elements.indexOf(structure.atomicNumbers[site] as number);
    for (let edge = 0; edge < edgeCount; edge++) {
      const rule = rules[element(centers[edge] as number) * elements.length + element(neighbors[edge] as number)] as number;
      if ((distances[edge] as number) < rule) return false;
    }
    return true;
  });
}
