import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emitSdl } from '../src/graphql/build-schema.js';

describe('the committed schema', () => {
  it('is the one the resolvers make', () => {
    const committed = readFileSync(new URL('../../../packages/schema/schema.graphql', import.meta.url), 'utf8');
    expect(emitSdl()).toBe(committed);
  });
});
