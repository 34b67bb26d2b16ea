import type { RecordText } from '../import-source.js';
import type { AnalyzedTexts, ImportDefaults } from './analyze-texts.js';

/** To a thread: what to analyze. */
export interface AnalysisOrder {
  readonly texts: readonly RecordText[];
  readonly defaults: ImportDefaults;
}

/** From a thread, one for each order. */
export type AnalysisAnswer = AnalyzedTexts;
