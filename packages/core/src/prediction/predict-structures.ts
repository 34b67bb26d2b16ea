import { JUDGING_CHUNK_SIZE } from './budgets.js';
import { AbortedError, NoCandidatesError } from './input-errors.js';
import { splitEvery } from './split-every.js';
import { isSound } from './stop-reasons.js';
import type {
  Funnel,
  GenerationReport,
  PredictionPlan,
  PredictionRequest,
  PredictionStages,
  RankedStructure,
  RelaxedCandidate,
  ScreenedCandidate,
  StageName,
} from './stage-types.js';

/** Progress of the stage in work; `done` of `total` pieces. */
export interface StageEvent {
  readonly stage: StageName;
  readonly done: number;
  readonly total: number;
}

export interface PredictionResult {
  readonly plan: PredictionPlan;
  readonly funnel: Funnel;
  /** Candidates lost before the relaxation, by reason. */
  readonly rejections: { readonly [reason: string]: number };
  readonly structures: readonly RankedStructure[];
}

export interface ConductorOptions {
  readonly signal: AbortSignal | null;
  readonly onEvent: (event: StageEvent) => void;
  /** Chunks in work at once; more than one pays only where `stages` hands them to other processes. It changes no result. */
  readonly concurrency: number;
  /** Sees every candidate on its way, for benchmarks that ask where one was lost. */
  readonly observer: PredictionObserver | null;
}

export interface PredictionObserver {
  readonly onScreened: (screened: readonly ScreenedCandidate[], selected: readonly ScreenedCandidate[]) => void;
  readonly onRelaxed: (relaxed: readonly RelaxedCandidate[]) => void;
}

/**
 * Run all stages of one prediction in order, chunk by chunk: the driver of the command line, the tests and the benchmarks.
 * Chunk bounds come from the plan and results are put together in chunk order, so the outcome does not depend on `concurrency`.
 * @throws {NoCandidatesError} when no candidate survives the screening
 * @throws {AbortedError} when the signal fires
 */
export async function predictStructures(request: PredictionRequest, stages: PredictionStages, options: ConductorOptions): Promise<PredictionResult> {
  const { signal, onEvent } = options;
  /** Chunks of the stage that were done earlier, and that are known to come. */
  type Beside = { readonly before?: number; readonly after?: number };
  const inChunks = async <T, R>(stage: StageName, chunks: readonly T[], work: (chunk: T) => Promise<R>, { before = 0, after = 0 }: Beside = {}): Promise<R[]> => {
    let done = before;
    const total = before + chunks.length + after;
    onEvent({ stage, done, total });
    return mapConcurrently(chunks, options.concurrency, async (chunk) => {
      if (signal?.aborted === true) throw new AbortedError();
      const result = await work(chunk);
      onEvent({ stage, done: ++done, total });
      return result;
    });
  };
  const control = { signal, onProgress: null };

  const [plan] = (await inChunks('propose', [request], stages.propose)) as [PredictionPlan];
  const reports = await inChunks('generate', plan.chunks, (chunk) => stages.generate(plan, chunk.index));
  const candidates = reports.flatMap((report) => report.candidates);
  const screened = (await inChunks('screen', splitEvery(candidates, plan.screeningChunkSize), (chunk) => stages.screen(plan, chunk, control))).flat();
  const selection = await stages.select(plan, screened);
  const chosen = pick(screened, selection.keys);
  options.observer?.onScreened(screened, chosen);
  if (chosen.length === 0) throw new NoCandidatesError(describeLosses(reports, screened));
  const relaxed: RelaxedCandidate[] = [];
  for (const round of splitEvery(chosen, plan.relaxationRoundSize)) {
    if (relaxed.length > 0 && !stages.goesOn(plan, chosen, relaxed)) break;
    const chunks = splitEvery(round, plan.relaxationChunkSize);
    relaxed.push(...(await inChunks('relax', chunks, (chunk) => stages.relax(plan, chunk, control), { before: relaxed.length / plan.relaxationChunkSize })).flat());
  }
  options.observer?.onRelaxed(relaxed);
  const references = plan.references.length === 0 ? [] : (await inChunks('reference', plan.references, (chunk) => stages.reference(chunk, control))).flat();
  const { judging } = stages;
  const finalists = judging === null ? [] : splitEvery(judging.finalists(plan, relaxed), JUDGING_CHUNK_SIZE);
  const judgements = judging === null ? [] : (await inChunks('rank', finalists, (chunk) => judging.judge(plan, chunk, control), { after: 1 })).flat();
  const [structures] = (await inChunks('rank', [relaxed], (all) => stages.rank(plan, all, { judgements, references }), { before: finalists.length })) as [readonly RankedStructure[]];
  return {
    plan,
    structures,
    funnel: countFunnel(reports, screened, Object.keys(selection.duplicateOf).length, relaxed, structures),
    rejections: countRejections(reports, screened),
  };
}


function countFunnel(
  reports: readonly GenerationReport[],
  screened: readonly ScreenedCandidate[],
  duplicatesAcrossChunks: number,
  relaxed: readonly RelaxedCandidate[],
  ranked: readonly RankedStructure[],
): Funnel {
  const valid = screened.filter(({ screening }) => screening.energyPerAtom !== null || screening.surrogate !== null);
  const unique = valid.filter(({ screening }) => screening.duplicateOf === null);
  return {
    generated: reports.reduce((sum, report) => sum + report.generated, 0),
    valid: valid.length,
    unique: unique.length - duplicatesAcrossChunks,
    screened: unique.filter(({ screening }) => screening.passed).length - duplicatesAcrossChunks,
    relaxed: relaxed.filter(({ relaxation }) => isSound(relaxation)).length,
    ranked: ranked.length,
  };
}

function countRejections(reports: readonly GenerationReport[], screened: readonly ScreenedCandidate[]): { readonly [reason: string]: number } {
  const counts = new Map<string, number>();
  const add = (reason: string, count: number): void => void counts.set(reason, (counts.get(reason) ?? 0) + count);
  for (const report of reports) for (const [reason, count] of Object.entries(report.rejected)) add(reason, count);
  for (const { screening } of screened) {
    const failed = screening.tests.find((test) => !test.passed);
    if (failed) add(failed.name, 1);
    else if (screening.duplicateOf !== null) add('duplicate', 1);
  }
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function describeLosses(reports: readonly GenerationReport[], screened: readonly ScreenedCandidate[]): string {
  const losses = Object.entries(countRejections(reports, screened)).map(([reason, count]) => `${reason}: ${count}`);
  return `No structure could be made for this composition (${losses.join(', ') || 'no prototype and no Wyckoff assignment fits within the atom limit'})`;
}

function pick(screened: readonly ScreenedCandidate[], keys: readonly string[]): ScreenedCandidate[] {
  const byKey = new Map(screened.map((candidate) => [candidate.key, candidate]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/** Results in the order of the input, whatever finishes first. */
async function mapConcurrently<T, R>(items: readonly T[], concurrency: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
  return results;
}

