import { RemoteError } from '../remote/remote-error.js';

/** What became of the entries that a provider sent. */
export interface EntryCounts {
  readonly received: number;
  /** Read, analyzed, and fulfilling the filter. */
  readonly found: number;
  /** Passed over for sites that no single element occupies. */
  readonly disordered: number;
  /** Passed over since they could not be read or analyzed. */
  readonly unreadable: number;
  /** Sent though they do not fulfill what the provider was asked for. */
  readonly mismatched: number;
  /** Sorted out here by conditions that the provider was not asked for. */
  readonly sortedOut: number;
}

export const NO_ENTRIES: EntryCounts = { received: 0, found: 0, disordered: 0, unreadable: 0, mismatched: 0, sortedOut: 0 };

/** How a provider answered. Only `ok` without entries means that it has none. */
export interface ProviderOutcome {
  readonly state: 'ok' | 'unsupported' | 'timeout' | 'error' | 'disabled';
  /** Whether there may be more entries than were read. */
  readonly isTruncated: boolean;
  /** HTTP status of an error; null where there was none. */
  readonly status: number | null;
  /** The feature that is not supported; what the server says of its error; why the answer is truncated. */
  readonly detail: string | null;
}

/** @throws whatever is no failure of the provider */
export function outcomeOfFailure(error: unknown, deadline: AbortSignal): ProviderOutcome {
  if (deadline.aborted) return { state: 'timeout', isTruncated: true, status: null, detail: 'No complete answer in the time of the search' };
  if (!(error instanceof RemoteError)) throw error;
  const { kind, status, message } = error;
  const detail = error.detail ?? message;
  if (kind === 'timeout') return { state: 'timeout', isTruncated: true, status: null, detail: message };
  // 501 is what the specification wants of a server that lacks an optional part of the filter language.
  if (status === 501) return { state: 'unsupported', isTruncated: true, status, detail };
  return { state: 'error', isTruncated: true, status, detail };
}

/** Of all databases of one provider: the first that failed speaks for it. */
export function combineOutcomes(outcomes: readonly ProviderOutcome[]): ProviderOutcome {
  const isTruncated = outcomes.some((outcome) => outcome.isTruncated);
  const telling = outcomes.find(({ state }) => state !== 'ok') ?? outcomes.find(({ detail }) => detail !== null);
  return { ...(telling ?? { state: 'ok', status: null, detail: null }), isTruncated };
}
