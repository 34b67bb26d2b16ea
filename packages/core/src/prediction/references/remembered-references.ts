import type { ModelId } from '../../energy/energy-model.js';
import type { PredictionStages, ReferenceChunk, RelaxedReference, StageControl } from '../stage-types.js';

/** What was relaxed before, for whatever prediction. */
export interface ReferenceMemory {
  readonly read: (model: ModelId, pressureGPa: number, sourceIds: readonly string[]) => Promise<readonly RelaxedReference[]>;
  readonly write: (relaxed: readonly RelaxedReference[]) => Promise<void>;
}

/** Relax of a chunk only what is not remembered; the outcome is that of relaxing all of it. */
export async function relaxUnremembered(
  relax: PredictionStages['reference'],
  memory: ReferenceMemory,
  chunk: ReferenceChunk,
  control: StageControl,
): Promise<readonly RelaxedReference[]> {
  const { model, pressureGPa, crystals } = chunk;
  const known = await memory.read(
    model,
    pressureGPa,
    crystals.map(({ sourceId }) => sourceId),
  );
  const byId = new Map(known.map((reference) => [reference.sourceId, reference]));
  const unknown = crystals.filter(({ sourceId }) => !byId.has(sourceId));
  const relaxed = unknown.length === 0 ? [] : await relax({ ...chunk, crystals: unknown }, control);
  await memory.write(relaxed);
  for (const reference of relaxed) byId.set(reference.sourceId, reference);
  return crystals.flatMap(({ sourceId }) => byId.get(sourceId) ?? []);
}
