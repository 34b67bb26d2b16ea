import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REFERENCES, referencesOf } from './references.js';

const bibliography = readFileSync(new URL('../../../../../docs/references.bib', import.meta.url), 'utf8');
const entryOf = (doi: string): string => bibliography.split('\n@').find((entry) => entry.includes(`{${doi}}`)) ?? '';
const fieldOf = (entry: string, name: string): string =>
  (new RegExp(`^ *${name} *= *\\{(.*)\\},?$`, 'm').exec(entry)?.[1] ?? '').replaceAll(/[{}\\]/g, '');

describe('references', () => {
  it.each(REFERENCES.map((reference) => [reference.id, reference] as const))(
    'say of %s what the bibliography says',
    (id, { doi, title, year, volume, pages, authors }) => {
      const entry = entryOf(doi);
      expect(entry).toContain(`{${id},`);
      expect([title, year, volume ?? '', pages ?? '']).toEqual(
        ['title', 'year', 'volume', 'pages'].map((name) => fieldOf(entry, name).replace('--', '-')),
      );
      const names = fieldOf(entry, 'author')
        .split(' and ')
        .map((name) => name.split(', ').reverse().join(' '));
      expect(authors.map(({ name }) => name)).toEqual(names);
    },
  );

  it('belong to collections and to models of any version, and to nothing else', () => {
    expect(referencesOf({ source: 'materials-project', energy_model: null })).toEqual(['jain2013']);
    expect(referencesOf({ source: 'kessho', energy_model: 'chgnet 0.3.0' })).toEqual(['deng2023', 'mptrj2023']);
    for (const source of ['constructor', 'unknown']) expect(referencesOf({ source, energy_model: null })).toEqual([]);
    expect(referencesOf({ source: 'kessho', energy_model: 'lennard-jones 1' })).toEqual([]);
  });
});
