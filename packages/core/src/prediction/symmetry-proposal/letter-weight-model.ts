/**
 * How likely an element takes a Wyckoff position: the weight of an orbit of element e on position l of group G is
 *
 *   w = exp( a(G, l) + φ(e, composition) · B · ψ(l) ),
 *
 * φ: embedding of the element, its electronegativity less the composition's mean, its share of the atoms, logarithm of its atoms in the cell, 1;
 * ψ: number of free coordinates (one of four), logarithm of the multiplicity in the primitive cell, 1, kind of site symmetry (one of them).
 * Trained in `training/symmetry/fit_letters.py` by maximum likelihood of the assignment of known crystals among all of their cell in their group.
 */
import type { Composition } from '../../composition/composition.js';
import type { ModelId } from '../../energy/energy-model.js';
import type { LetterWeights } from '../../symmetry/letter-weights.js';
import { wyckoffPositions } from '../../symmetry/wyckoff-positions.js';

export interface LetterWeightModel {
  readonly id: ModelId;
  /** a by group and letter. */
  readonly letters: { readonly [spaceGroup: string]: { readonly [letter: string]: number } };
  /** Kinds of site symmetry: symbols without orientation, in the order of ψ. */
  readonly siteSymmetries: readonly string[];
  /** Embedding by atomic number, index 0 unused. */
  readonly elements: readonly (readonly number[])[];
  /** Pauling's, by atomic number, index 0 unused. */
  readonly electronegativities: readonly number[];
  /** B, a row for each number of φ. */
  readonly bilinear: readonly (readonly number[])[];
}

/** Weights for the elements of a primitive cell in a group, the largest of each element 1. @param cell atoms in the primitive cell */
export function letterWeightsOf(model: LetterWeightModel, spaceGroup: number, cell: Composition): LetterWeights {
  const sites = wyckoffPositions(spaceGroup).map(({ letter, coordinates, degreesOfFreedom, siteSymmetry }) => ({
    letter,
    own: model.letters[String(spaceGroup)]?.[letter] ?? 0,
    features: siteFeatures(model, degreesOfFreedom, coordinates.length, siteSymmetry),
  }));
  const total = cell.counts.reduce((sum, n) => sum + n, 0);
  const meanX = cell.atomicNumbers.reduce((sum, z, k) => sum + (model.electronegativities[z] as number) * ((cell.counts[k] as number) / total), 0);
  return cell.atomicNumbers.map((z, k) => {
    const n = cell.counts[k] as number;
    const element = [...(model.elements[z] as readonly number[]), (model.electronegativities[z] as number) - meanX, n / total, Math.log(n), 1];
    const preference = sum(element, model.bilinear);
    const logarithms = sites.map(
      ({ letter, own, features }) => [letter, own + features.reduce((dot, x, i) => dot + x * (preference[i] as number), 0)] as const,
    );
    const largest = Math.max(...logarithms.map(([, logarithm]) => logarithm));
    return new Map(logarithms.map(([letter, logarithm]) => [letter, Math.exp(logarithm - largest)]));
  });
}

function siteFeatures({ siteSymmetries }: LetterWeightModel, degreesOfFreedom: number, multiplicity: number, symbol: string): number[] {
  const kind = (symbol.match(/-?\d|m/g) ?? []).sort().join('');
  return [
    ...[0, 1, 2, 3].map((n) => Number(n === degreesOfFreedom)),
    Math.log(multiplicity),
    1,
    ...siteSymmetries.map((name) => Number(name === kind)),
  ];
}

/** Rows weighed and added. */
const sum = (weights: readonly number[], rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, column) => weights.reduce((dot, weight, row) => dot + weight * ((rows[row] as readonly number[])[column] as number), 0));
