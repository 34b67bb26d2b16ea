import { describe, expect, it } from 'vitest';
import { parseFormula } from '../composition/parse-formula.js';
import type { EnergyScheme } from './reference-set.js';
import { assertOneScheme, combineEntries, createReferenceSet, schemeLabel } from './reference-set.js';

const PBE: EnergyScheme = { kind: 'calculation', functional: 'PBE', corrections: 'MaterialsProject2020Compatibility' };
const UNCORRECTED: EnergyScheme = { ...PBE, corrections: null };
const potential = (version: string, sha256: string): EnergyScheme => ({ kind: 'potential', model: { name: 'chgnet', version, sha256 } });
const entry = { id: 'a', formula: 'Na', composition: parseFormula('Na'), energyPerAtom: -1 };
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;

describe('createReferenceSet', () => {
  it.each(['2025', '2025-02', '2025-02-28'])('takes the date %s', (snapshotDate) => {
    const set = { name: 'phases', snapshotDate, scheme: PBE, entries: [entry] };
    expect(createReferenceSet(set)).toEqual(set);
  });

  it.each([
    ['', '2025'],
    ['phases', ''],
    ['phases', 'February 2025'],
    ['phases', '2025-13'],
    ['phases', '2025-02-00'],
  ])('refuses the name "%s" with the date "%s"', (name, snapshotDate) => {
    expect(() => createReferenceSet({ name, snapshotDate, scheme: PBE, entries: [] })).toThrow(code('InvalidReferenceSet'));
  });
});

describe('combineEntries', () => {
  it('joins sources of one scheme', () => {
    const source = { scheme: potential('1', 'abc'), entries: [entry] };
    expect(combineEntries('The diagram', [source, source])).toEqual([entry, entry]);
  });

  it.each([
    ['two functionals', PBE, { ...PBE, functional: 'r2SCAN' }],
    ['two schemes of corrections', PBE, UNCORRECTED],
    ['a potential and a calculation', PBE, potential('1', 'abc')],
    ['two versions of a potential', potential('1', 'abc'), potential('2', 'abc')],
    ['two files of one version', potential('1', 'abcdefgh'), potential('1', 'hgfedcba')],
  ])('refuses %s and says why', (_, one, other) => {
    const mix = (): unknown =>
      combineEntries('The diagram', [
        { scheme: one, entries: [entry] },
        { scheme: other, entries: [entry] },
      ]);
    expect(mix).toThrow(code('ReferenceSetsMixed'));
    expect(mix).toThrow(`The diagram has energies by ${schemeLabel(one)} and by ${schemeLabel(other)}. Schemes differ`);
  });
});

it('assertOneScheme is content with none', () => {
  expect(() => assertOneScheme('Nothing', [])).not.toThrow();
});
