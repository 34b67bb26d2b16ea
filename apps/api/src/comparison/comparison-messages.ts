import type { Structure } from '@kessho/core/crystal/structure';
import type { MeasuredPattern, PatternMatch } from '@kessho/core/diffraction/match-pattern';

/** One crystal against others. */
export interface StructureComparison {
  readonly kind: 'structures';
  readonly structure: Structure;
  readonly others: readonly Structure[];
  /** Whether elements may be renamed. */
  readonly isAnonymous: boolean;
}

/** A measured pattern against crystals. */
export interface PatternComparison {
  readonly kind: 'pattern';
  readonly measured: MeasuredPattern;
  /** Å. */
  readonly wavelength: number;
  /** By which each cell may be stretched at most. */
  readonly mostStretch: number;
  readonly structures: readonly Structure[];
}

/** How well one of the others matches: by `matches`, the verdict of the Materials Project; rms in (V/nsites)^(1/3). */
export interface ComparedStructure {
  readonly matches: boolean;
  readonly rms: number | null;
}

/** To the thread; it answers in the order of the questions. */
export type ComparisonOrder = StructureComparison | PatternComparison;

/** From the thread: one result for each crystal in its order, null where a comparison is impossible (no reflection in the measured range). */
export interface ComparisonResults {
  readonly structures: readonly ComparedStructure[];
  readonly pattern: readonly (PatternMatch | null)[];
}
export type ComparisonAnswer =
  | { readonly kind: 'done'; readonly results: ComparisonResults[ComparisonOrder['kind']] }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string };
