import { atomicNumberOf } from '@kessho/core/elements/elements';
import { UsageError } from './usage-error.js';

/** Atomic numbers of `Mg-Si`, rising. @throws {UsageError} */
export function readElements(word: string): number[] {
  const numbers = word.split('-').map((symbol) => {
    const z = atomicNumberOf(symbol.trim());
    if (z === null) throw new UsageError(`a chemical system is written Mg-Si; "${symbol}" is no chemical symbol`);
    return z;
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}
