import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { countOf } from '../constraints/end-members.js';
import { unitBounds } from '../constraints/unit-bounds.js';
import type { Molecule, SearchConstraints } from '../search-types.js';
import { atomBody, moleculeBody, type LooseBody } from './body.js';

/** What molecules make of a composition. */
export interface FilledFormula {
  /** Reduced formula units that hold the molecules: 2 of CH2 for C2H4. */
  readonly formulaUnits: number;
  /** How often each molecule stands in these, of several at least one; 0 for those that the composition has no place for. */
  readonly molecules: readonly number[];
  /** Elements of the atoms in them that belong to none. */
  readonly freeAtoms: readonly number[];
}

/** Largest number of formula units tried. */
const MOST_FORMULA_UNITS = 12;

/**
 * Fill a formula with molecules, each as often as what those before it leave can hold: in the fewest formula units in which the most of them have a place.
 * @param composition reduced @returns null where no number of formula units has a place for any
 */
export function fillFormula(composition: Composition, molecules: readonly Molecule[]): FilledFormula | null {
  const own = molecules.map(({ atomicNumbers }) => compositionFromSites(atomicNumbers));
  if (!own.some(({ atomicNumbers }) => atomicNumbers.every((z) => countOf(composition, z) > 0))) return null;
  const kindsIn = (filled: FilledFormula | null): number => filled?.molecules.filter((count) => count > 0).length ?? 0;
  let best: FilledFormula | null = null;
  for (let formulaUnits = 1; formulaUnits <= MOST_FORMULA_UNITS && kindsIn(best) < molecules.length; formulaUnits++) {
    const filled = fillUnits(composition, own, formulaUnits);
    if (kindsIn(filled) > kindsIn(best)) best = filled;
  }
  return best;
}

function fillUnits({ atomicNumbers, counts }: Composition, molecules: readonly Composition[], formulaUnits: number): FilledFormula {
  const left = new Map(atomicNumbers.map((z, k) => [z, formulaUnits * counts[k]]));
  const fitted = molecules.map((own) => {
    const count = Math.min(...own.atomicNumbers.map((z, k) => Math.floor((left.get(z) ?? 0) / own.counts[k])));
    own.atomicNumbers.forEach((z, k) => left.set(z, (left.get(z) ?? 0) - count * own.counts[k]));
    return count;
  });
  return { formulaUnits, molecules: fitted, freeAtoms: [...left].flatMap(([z, count]) => Array.from({ length: count }, () => z)) };
}

/**
 * Can a cell within the limits of atoms be filled with whole molecules? Any can where none are asked for.
 * @param composition reduced
 */
export function holdsMolecules(composition: Composition, constraints: Pick<SearchConstraints, 'minAtoms' | 'maxAtoms' | 'molecules'>): boolean {
  if (constraints.molecules.length === 0) return true;
  const filled = fillFormula(composition, constraints.molecules);
  if (filled === null) return false;
  const [least, most] = unitBounds(filled.formulaUnits * atomCount(composition), constraints);
  return least <= most;
}

/** Bodies of one kind, and how many. */
export interface BodyKind extends LooseBody {
  readonly count: number;
}

/** What stands in the formula units that hold the molecules, and how often; the largest first. */
export function bodyKinds({ molecules: units, freeAtoms }: FilledFormula, molecules: readonly Molecule[]): BodyKind[] {
  const kinds: BodyKind[] = [
    ...molecules.map((molecule, k) => ({ ...moleculeBody(molecule, k), count: units[k] })),
    ...[...new Set(freeAtoms)].map((z) => ({ ...atomBody(z), count: freeAtoms.filter((other) => other === z).length })),
  ];
  return kinds.filter(({ count }) => count > 0).sort((a, b) => b.atomicNumbers.length - a.atomicNumbers.length);
}
