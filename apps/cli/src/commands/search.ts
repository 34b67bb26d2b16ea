import { availableParallelism } from 'node:os';
import { assertSupported } from '@kessho/core/energy/unsupported-element-error';
import { hullEnds } from '@kessho/core/search/hull-ends';
import { rankPhases } from '@kessho/core/search/rank-phases';
import { runSearch } from '@kessho/core/search/run-search';
import { beginSearch, isFinished } from '@kessho/core/search/search-steps';
import type { SearchRequest, SearchState } from '@kessho/core/search/search-types';
import { writeSubject } from '@kessho/core/search/constraints/parse-subject';
import { assertSearchRequest } from '@kessho/core/search/constraints/search-constraints';
import { loadSearchKnowledge } from '@kessho/models/runtime/load-search-knowledge';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { poolRelaxation } from '@kessho/models/runtime/pooled-relaxation';
import { findModel } from '../choose-energy-model.js';
import { EXIT } from '../exit-codes.js';
import { readSearch, saveSearch, writeSearchResult, type SavedSearch } from '../search/search-folder.js';
import { readSearchOptions } from '../search/search-options.js';
import { searchProgress } from '../search/search-progress.js';
import { searchResultJson, searchTable } from '../search/search-result.js';
import { UsageError } from '../usage-error.js';

/** A kill loses no more than this, ms. */
const SAVED_EVERY = 20_000;

/**
 * `search FORMULA|SYSTEM|END-MEMBERS --method evolutionary|random|laqa|bayesian|hopping|hull`: search without imitation. With `--out DIR` the state is saved now and
 * then and at Ctrl-C, and `search --resume --out DIR` goes on to the very result that an undisturbed search has.
 */
export async function search(args: readonly string[]): Promise<number> {
  const options = await readSearchOptions(args);
  const saved = options.request === null ? await readSearch(options.out as string) : null;
  const request = saved?.state.request ?? (options.request as SearchRequest);
  loadSymmetryEngineFromPackage();
  assertSearchRequest(request);
  const loading = {
    directory: findModel('model', saved === null ? options.model : `${saved.model.name}@${saved.model.version}`).directory,
    threads: 1,
  };
  const { knowledge, energyModel, referenceSet } = await loadSearchKnowledge(request.elements, loading);
  assertSupported(`${energyModel.id.name} ${energyModel.id.version}`, energyModel.elements, request.elements);
  assertSameModel(saved, energyModel.id.sha256);

  const abort = new AbortController();
  const onSignal = (): void => abort.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const label = `${writeSubject(request)} ${request.method}`;
  const progress = searchProgress(label);
  const pool = poolRelaxation(Math.min(options.workers ?? availableParallelism(), request.lag), loading);
  const save = async (state: SearchState): Promise<void> =>
    options.out === null ? undefined : saveSearch(options.out, { model: energyModel.id, state });
  let saving = Promise.resolve();
  let lastSaved = performance.now();
  try {
    const begun = saved?.state ?? (await beginSearch(request, knowledge));
    const onAdvance = (state: SearchState): void => {
      progress.onAdvance(state);
      if (performance.now() - lastSaved < SAVED_EVERY) return;
      lastSaved = performance.now();
      saving = saving.then(() => save(state));
    };
    const state = await runSearch(begun, knowledge, pool.relax, { signal: abort.signal, onAdvance }).finally(progress.finish);
    await saving;
    await save(state);
    const ranked = rankPhases(state, knowledge);
    const document = searchResultJson(state, ranked, hullEnds(state, knowledge.referenceEntries), energyModel.id, referenceSet, options.top);
    if (options.out !== null) await writeSearchResult(options.out, document, ranked.slice(0, options.top));
    process.stdout.write(
      options.json ? `${JSON.stringify(document)}\n` : `${label}, seed ${request.seed}\n${searchTable(ranked, state, options.top)}`,
    );
    if (isFinished(state)) return EXIT.done;
    process.stderr.write(
      `kessho search: stopped before its end${options.out === null ? '' : `; \`search --resume --out ${options.out}\` goes on`}\n`,
    );
    return EXIT.failure;
  } finally {
    pool.close();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function assertSameModel(saved: SavedSearch | null, sha256: string): void {
  if (saved === null || saved.model.sha256 === sha256) return;
  throw new UsageError(
    `the search was begun with another file of ${saved.model.name} ${saved.model.version} (sha256 ${saved.model.sha256}); energies of two models must not be mixed`,
  );
}
