import { readFileSync } from 'node:fs';

/** Crystals of simple prototypes with made-up cells and energies; some lack energies, a band gap, or whether they were made. */
export const crystalLines = (): string[] =>
  readFileSync(new URL('../golden/optimade/crystals.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean);
