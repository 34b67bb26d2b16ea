import { describe, expect, it } from 'vitest';
import { chunkPriority } from './definitions.js';
import { turnOf } from './turn.js';

const at = (text: string): Date => new Date(text);
const priority = (turn: number, stage: 'propose' | 'relax' | 'rank'): number => chunkPriority({ predictionId: '', stage, chunkIndex: 0, turn });

describe('the order of work', () => {
  it('lets a quick prediction pass standard ones of the same day, but not those that wait since yesterday', () => {
    const quick = turnOf('quick', at('2026-11-21T12:00:00Z'));
    expect(quick).toBeLessThan(turnOf('standard', at('2026-11-21T05:00:00Z')));
    expect(quick).toBeGreaterThan(turnOf('standard', at('2026-11-21T03:00:00Z')));
  });

  it('goes by age within a budget, and by stage within the same second', () => {
    const [first, second] = [turnOf('quick', at('2026-11-21T12:00:00Z')), turnOf('quick', at('2026-11-21T12:00:01Z'))];
    expect(priority(first, 'propose')).toBeGreaterThan(priority(second, 'rank'));
    expect(priority(first, 'rank')).toBeGreaterThan(priority(first, 'relax'));
  });

  it('stays a 32-bit whole number for nine years', () => {
    expect(priority(turnOf('thorough', at('2035-01-01T00:00:00Z')), 'propose')).toBeGreaterThan(-(2 ** 31));
  });
});
