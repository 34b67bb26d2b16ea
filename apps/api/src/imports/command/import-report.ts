import type { Rejection } from '../import-source.js';
import type { ImportProgress } from '../run-import.js';

/** What a command tells of its import. */
export interface ImportReport {
  readonly say: (line: string) => void;
  readonly progress: (progress: ImportProgress, rejections: readonly Rejection[]) => void;
  readonly end: (
    importId: string,
    state: string,
    progress: ImportProgress,
    seconds: number,
    failure: { code: string; message: string } | null,
  ) => void;
}

const BAR_WIDTH = 24;
/** Between two lines where there is no terminal. */
const LINE_MS = 5000;
/** Rejections shown of each kind; the database has all of them. */
const SHOWN_REJECTIONS = 5;

interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** A bar on a terminal, lines elsewhere; with `json` every rejection and the end as JSON lines on standard output. */
export function importReport(json: boolean, unit: 'bytes' | 'records', { stdout, stderr }: Streams): ImportReport {
  const printJson = (line: object): void => void stdout.write(`${JSON.stringify(line)}\n`);
  const started = Date.now();
  let [printedAt, drawn] = [started, false];
  const shown = new Map<string, number>();
  const say = (line: string): void => {
    if (drawn) stderr.write('\r\u001b[K');
    drawn = false;
    stderr.write(`${line}\n`);
  };

  const progress: ImportReport['progress'] = (at, rejections) => {
    for (const rejection of rejections) {
      if (json) printJson({ kind: 'rejection', ...rejection });
      const count = (shown.get(rejection.code) ?? 0) + 1;
      shown.set(rejection.code, count);
      if (!json && count <= SHOWN_REJECTIONS) say(`${placeOf(rejection)}: ${rejection.message} (${rejection.code})`);
      if (!json && count === SHOWN_REJECTIONS) say(`… further rejections of the code ${rejection.code} are counted, and listed in the database`);
    }
    const share = at.total === null || at.total === 0 ? null : Math.min(1, at.done / at.total);
    if (stderr.isTTY === true) {
      const filled = share === null ? 0 : Math.round(BAR_WIDTH * share);
      stderr.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${countsOf(at)}${remaining(share)}`);
      drawn = true;
    } else if (Date.now() - printedAt >= LINE_MS) {
      printedAt = Date.now();
      if (json) printJson({ kind: 'progress', unit, ...at });
      else say(`${share === null ? String(at.done) : `${Math.floor(100 * share)} %`}  ${countsOf(at)}${remaining(share)}`);
    }
  };
  const remaining = (share: number | null): string => {
    if (share === null || share < 0.01 || share === 1) return '';
    const seconds = ((Date.now() - started) / 1000 / share) * (1 - share);
    return `, ${seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`} left`;
  };
  const end: ImportReport['end'] = (importId, state, at, seconds, failure) => {
    if (json) printJson({ kind: 'end', importId, state, unit, ...at, seconds, failure });
    else {
      say(`${state} after ${seconds.toFixed(1)} s: ${countsOf(at)}`);
      if (failure !== null) say(`${failure.message} (${failure.code})`);
    }
  };
  return { say: (line) => (json ? undefined : say(line)), progress, end };
}

const placeOf = ({ file, line, sourceId }: Rejection): string =>
  `${file}${line === null ? '' : `:${line}`}${sourceId === null ? '' : ` ${sourceId}`}`;

const countsOf = ({ stored, outdated, rejected }: ImportProgress): string =>
  [`${stored} stored`, ...(outdated ? [`${outdated} older than stored`] : []), ...(rejected ? [`${rejected} rejected`] : [])].join(', ');
