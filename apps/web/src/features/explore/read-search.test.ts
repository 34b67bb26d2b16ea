import { describe, expect, it } from 'vitest';
import { readSearch } from './read-search';

describe('readSearch', () => {
  it.each([
    ['Fe4O6', 'formula', 'Fe2O3'],
    ['Ca(HO)2', 'formula', 'Ca(HO)2'],
    ['Li-Fe-O', 'system', 'Li-Fe-O'],
    ['Li – *', 'system', 'Li-*'],
    ['ABO3', 'anonymous', 'ABO3'],
    ['A3BC', 'anonymous', 'A3BC'],
    ['AlO', 'formula', 'AlO'],
    ['mp-149', 'id', 'mp-149'],
    ['JVASP-1002', 'id', 'JVASP-1002'],
  ])('%s is a %s: %s', (text, kind, value) => expect(readSearch(text)).toEqual({ kind, value }));

  it('points at the offending character', () => {
    expect(readSearch('TiO2)')).toMatchObject({ kind: 'mistake', code: 'InvalidFormula', position: 4 });
    expect(readSearch('LiQx')).toMatchObject({ kind: 'mistake', code: 'UnknownElement', position: 2 });
    expect(readSearch('  ')).toBeNull();
  });
});
