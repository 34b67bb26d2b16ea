import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { End } from './relax-starts.js';

/** What the ends of a run follow from, besides their number. */
export interface RunIdentity {
  readonly seed: string;
  /** Number of the first start. */
  readonly first: number;
  /** sha256 of the potential. */
  readonly model: string;
}

/**
 * The ends of a run that may be stopped at any time: the first line names the run, each further one is an end, in the order of the starts.
 * What is there already is kept; a last line that was cut off is dropped. @throws {Error} for the file of another run
 */
export function openEnds(file: string, identity: RunIdentity): { readonly ends: readonly End[]; readonly append: (more: readonly End[]) => void } {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const [first = linesOf([identity]), ...ends] = complete.split(/(?<=\n)/).filter((line) => line !== '');
  if (first !== linesOf([identity])) throw new Error(`${file} holds the ends of another run: ${first.trim()}`);
  writeFileSync(file, first + ends.join(''));
  return { ends: ends.map((line) => JSON.parse(line) as End), append: (more) => appendFileSync(file, linesOf(more)) };
}

const linesOf = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
