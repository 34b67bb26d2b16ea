import { setImmediate as nextTurn } from 'node:timers/promises';
import { propertyNamesOf } from '@kessho/core/formats/optimade-filter/property-names';
import { writeFilter } from '@kessho/core/formats/optimade-filter/write-filter';
import type { JsonFetcher } from '../remote/fetch-json.js';
import type { EntryFilters, FoundStructure } from './analyze-entry.js';
import { analyzeEntry } from './analyze-entry.js';
import { energyFieldsOf } from './energy-fields.js';
import { licenseOf } from './license.js';
import type { EntryCounts, ProviderOutcome } from './outcome.js';
import { combineOutcomes, NO_ENTRIES, outcomeOfFailure } from './outcome.js';
import type { ListedProvider, ProviderDatabase } from './providers/listed-provider.js';
import { resolveDatabases } from './providers/resolve-databases.js';
import { walkPages } from './walk-pages.js';

export interface ProviderSearch extends EntryFilters {
  readonly provider: ListedProvider;
  /** Whether the user named this very provider, so that its databases in staging are asked as well. */
  readonly isNamed: boolean;
  /** Crystals after which the provider is asked for no more. */
  readonly mostResults: number;
}

/** What is told while a provider answers. */
export interface ProviderReport {
  readonly onAsking: () => void;
  readonly onFound: (found: readonly FoundStructure[], counts: EntryCounts) => void;
  readonly onOutcome: (outcome: ProviderOutcome, counts: EntryCounts) => void;
  /** After the outcome. */
  readonly onLicense: (databaseUrl: string, license: string) => void;
}

/** Entries of a page that are wished; few, since a page is what arrives at once. */
const PAGE_LIMIT = 50;
/** Pages of one database before it counts as endless. */
const MOST_PAGES = 40;
/** What a crystal is made of, and what tells its state. All else is asked for by name. */
const CRYSTAL_FIELDS = [
  ...['lattice_vectors', 'cartesian_site_positions', 'species', 'species_at_sites', 'structure_features', 'dimension_types'],
  ...['chemical_formula_descriptive', 'immutable_id', 'last_modified'],
];

/** Ask the databases of one provider one after another. What goes wrong there becomes its outcome; only defects of this program are thrown. */
export async function searchProvider(search: ProviderSearch, fetcher: JsonFetcher, deadline: AbortSignal, report: ProviderReport): Promise<void> {
  const { provider, isNamed } = search;
  const tally = tallyOf(report);
  report.onAsking();
  const outcomes: ProviderOutcome[] = [];
  const asked = new Set<string>();
  const ask = async (database: ProviderDatabase): Promise<void> => {
    if (database.baseUrl === null || asked.has(database.baseUrl)) return;
    asked.add(database.baseUrl);
    if (database.aggregate === 'no' || (database.aggregate !== 'ok' && !isNamed)) {
      outcomes.push({ state: 'disabled', isTruncated: true, status: null, detail: `${database.id} is marked "${database.aggregate}"` });
      return;
    }
    outcomes.push(await outcomeOf(() => askDatabase(database.baseUrl ?? '', search, fetcher, deadline, tally), deadline));
  };
  for (const database of provider.databases ?? []) await ask(database);
  // Databases move; then the index knows their new address.
  const isGone = outcomes.length > 0 && outcomes.every(({ status }) => status === 404);
  if ((provider.databases === null || isGone) && provider.indexUrl !== null) {
    const { indexUrl } = provider;
    const before = asked.size;
    let children: readonly ProviderDatabase[] = [];
    const failure = await outcomeOf(async () => {
      children = await resolveDatabases(indexUrl, fetcher, deadline);
      return OK;
    }, deadline);
    const gone = outcomes.splice(0);
    // Some providers list their database in place of an index.
    const isDatabase = provider.databases === null && children.length === 0 && (failure.state === 'ok' || failure.status === 404);
    if (isDatabase) children = [{ id: provider.id, name: provider.name, baseUrl: indexUrl, aggregate: 'ok' }];
    for (const child of children) await ask(child);
    if (asked.size === before) outcomes.push(...(gone.length > 0 ? gone : failure.state === 'ok' ? [NO_DATABASE] : [failure]));
  }
  report.onOutcome(combineOutcomes(outcomes), tally.counts());
  for (const url of tally.databases()) {
    const license = await licenseOf(url, fetcher, deadline);
    if (license !== null) report.onLicense(url, license);
  }
}

const OK: ProviderOutcome = { state: 'ok', isTruncated: false, status: null, detail: null };
const NO_DATABASE: ProviderOutcome = { state: 'error', isTruncated: false, status: null, detail: 'Its index leads to no database' };

const outcomeOf = (work: () => Promise<ProviderOutcome>, deadline: AbortSignal): Promise<ProviderOutcome> =>
  work().catch((error: unknown) => outcomeOfFailure(error, deadline));

interface Tally {
  readonly counts: () => EntryCounts;
  readonly add: (found: readonly FoundStructure[], change: EntryCounts) => void;
  /** Databases that crystals came from. */
  readonly databases: () => readonly string[];
}

function tallyOf(report: ProviderReport): Tally {
  let counts = NO_ENTRIES;
  const databases = new Set<string>();
  return {
    counts: () => counts,
    databases: () => [...databases],
    add: (found, change) => {
      counts = Object.fromEntries(
        Object.entries(counts).map(([name, count]) => [name, count + change[name as keyof EntryCounts]]),
      ) as unknown as EntryCounts;
      for (const { database_url: url } of found) databases.add(url);
      report.onFound(found, counts);
    },
  };
}

async function askDatabase(
  baseUrl: string,
  search: ProviderSearch,
  fetcher: JsonFetcher,
  deadline: AbortSignal,
  tally: Tally,
): Promise<ProviderOutcome> {
  const { provider, asked, mostResults } = search;
  const energies = await energyFieldsOf(provider.id, baseUrl, fetcher, deadline);
  const responseFields = [...new Set([...CRYSTAL_FIELDS, ...fieldsToCheck(search), ...energies])];
  const listing = { baseUrl, filter: writeFilter(asked), pageLimit: PAGE_LIMIT, responseFields, from: null };
  const seen = new Set<string>();
  let pages = 0;
  for await (const page of walkPages(listing, fetcher, deadline)) {
    const fresh = page.entries.filter((entry) => isNew(entry, seen));
    const room = mostResults - tally.counts().found;
    const isCut = await analyzePage(fresh, room, { baseUrl, retrievedAt: page.retrievedAt, filters: search }, tally, deadline);
    if (isCut || (page.next !== null && tally.counts().found >= mostResults)) return truncated(`More than ${mostResults} entries`);
    if (page.end === 'repeated-link') return truncated('It gives a page as the one that follows itself');
    if (page.end === 'empty-page') return truncated('It gives an empty page and promises more');
    if (page.entries.length > 0 && fresh.length === 0) return truncated('It gives the same entries again');
    if (++pages === MOST_PAGES && page.next !== null) return truncated(`More than ${MOST_PAGES} pages`);
  }
  return OK;
}

const truncated = (detail: string): ProviderOutcome => ({ ...OK, isTruncated: true, detail });

function isNew(entry: unknown, seen: Set<string>): boolean {
  const id: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'id') : null;
  if (typeof id !== 'string' && typeof id !== 'number') return true; // counted as unreadable later
  const isKnown = seen.has(String(id));
  seen.add(String(id));
  return !isKnown;
}

/** Whether entries are left over when there is no more room. In between, other providers get their turn. */
async function analyzePage(
  entries: readonly unknown[],
  room: number,
  { baseUrl, retrievedAt, filters }: { readonly baseUrl: string; readonly retrievedAt: Date; readonly filters: EntryFilters },
  tally: Tally,
  deadline: AbortSignal,
): Promise<boolean> {
  const found: FoundStructure[] = [];
  const counts = { ...NO_ENTRIES } as { -readonly [name in keyof EntryCounts]: number };
  for (const entry of entries) {
    if (found.length === room || deadline.aborted) break;
    const verdict = analyzeEntry(entry, baseUrl, retrievedAt, filters);
    counts.received++;
    if (typeof verdict === 'string') counts[verdict]++;
    else {
      counts.found++;
      found.push(verdict);
    }
    await nextTurn();
  }
  if (counts.received > 0) tally.add(found, counts);
  deadline.throwIfAborted();
  return counts.received < entries.length;
}

/** Properties of the filter that the sites may not tell, so that entries can be held against them. */
const fieldsToCheck = ({ asked, wanted }: EntryFilters): readonly string[] =>
  [...propertyNamesOf(asked), ...propertyNamesOf(wanted)].filter((name) => !DECIDED_HERE.has(name));

const DECIDED_HERE: ReadonlySet<string> = new Set(['id', 'type', 'space_group_it_number', 'space_group_symbol_hermann_mauguin']);
