/** A thread that analyzes records: symmetry keeps a core busy for milliseconds each, and the process that stores must stay awake. */
import { parentPort } from 'node:worker_threads';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import type { AnalysisAnswer, AnalysisOrder } from './analysis-messages.js';
import { analyzeTexts } from './analyze-texts.js';

loadSymmetryEngineFromPackage();
parentPort?.on('message', ({ texts, defaults }: AnalysisOrder) => {
  const answer: AnalysisAnswer = analyzeTexts(texts, defaults);
  parentPort?.postMessage(answer);
});
