import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/formats/optimade-filter/parse-filter.js';
import { FilterSyntaxError } from '../../../src/formats/optimade-filter/filter-errors.js';

const { taken, refused } = JSON.parse(readFileSync(new URL('./filters.json', import.meta.url), 'utf8')) as {
  readonly taken: readonly string[];
  readonly refused: readonly string[];
};

function isFilter(text: string): boolean {
  try {
    parseFilter(text);
    return true;
  } catch (error) {
    if (error instanceof FilterSyntaxError) return false;
    throw error;
  }
}

describe('parseFilter', () => {
  it("takes and refuses what the consortium's grammar does", () => {
    expect([taken.length > 500, refused.length > 300]).toEqual([true, true]);
    expect(taken.filter((text) => !isFilter(text))).toEqual([]);
    expect(refused.filter(isFilter)).toEqual([]);
  });
});
