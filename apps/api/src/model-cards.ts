import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { symbolOf } from '@kessho/core/elements/elements';
import type { EnergyModelManifest } from '@kessho/models/manifest';
import type { ModelCard } from '@kessho/schema/results/model-card';

/** What the manifest of a potential and the card beside it say. */
export async function readModelCard(
  directory: string,
  { elements, license, citation, theory, trainingData, cutoffs, metrics }: EnergyModelManifest,
): Promise<ModelCard> {
  const cardFile = join(directory, 'MODEL_CARD.md');
  return {
    license,
    citation: citation.text,
    doi: citation.doi,
    functional: theory.functional,
    corrections: theory.corrections,
    trainingData: trainingData.name,
    elements: elements.map(symbolOf),
    cutoffs: Object.entries(cutoffs).map(([name, distance]) => ({ name, distance })),
    metrics: [...metrics],
    text: existsSync(cardFile) ? await readFile(cardFile, 'utf8') : null,
  };
}
