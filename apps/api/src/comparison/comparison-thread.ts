/** A thread of the API that compares crystals and patterns, each of which may take a second, so that the API goes on answering. */
import { parentPort } from 'node:worker_threads';
import type { Structure } from '@kessho/core/crystal/structure';
import type { PatternMatch } from '@kessho/core/diffraction/match-pattern';
import { matchPattern, rangeToMatch } from '@kessho/core/diffraction/match-pattern';
import { computePowderPattern } from '@kessho/core/diffraction/powder-pattern';
import { CoreError } from '@kessho/core/errors';
import { matchAnonymous } from '@kessho/core/matching/match-anonymous';
import { matchStructures } from '@kessho/core/matching/match-structures';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import type { ComparedStructure, ComparisonAnswer, ComparisonOrder, PatternComparison, StructureComparison } from './comparison-messages.js';

parentPort?.on('message', (order: ComparisonOrder) => parentPort?.postMessage(answer(order)));

function answer(order: ComparisonOrder): ComparisonAnswer {
  try {
    if (order.kind === 'structures') return { kind: 'done', results: compareStructures(order) };
    return { kind: 'done', results: order.structures.map((structure) => comparePattern(structure, order)) };
  } catch (error) {
    return { kind: 'failed', code: error instanceof CoreError ? error.code : null, message: error instanceof Error ? error.message : String(error) };
  }
}

function compareStructures({ structure, others, isAnonymous }: StructureComparison): ComparedStructure[] {
  const matchable = prepareForMatching(structure);
  const match = isAnonymous ? matchAnonymous : matchStructures;
  return others.map((other) => {
    // A cell holds its primitive cell a whole number of times; those of equal crystals hold equally many atoms.
    if (other.atomicNumbers.length % matchable.atomCount !== 0) return { matches: false, rms: null };
    const { matches, rms } = match(matchable, prepareForMatching(other));
    return { matches, rms };
  });
}

function comparePattern(structure: Structure, { measured, wavelength, mostStretch }: PatternComparison): PatternMatch | null {
  try {
    const twoThetaRange = rangeToMatch(measured, { mostStretch });
    return matchPattern(computePowderPattern(structure, { wavelength, twoThetaRange }), measured, { mostStretch });
  } catch (error) {
    if (error instanceof CoreError && error.code === 'InvalidDiffractionInput') return null;
    throw error;
  }
}
