import { describe, expect, it } from 'vitest';
import { CoreError } from '../../errors.js';
import { readEnergyEntries } from './read-energy-entries.js';

const MODEL = { name: 'chgnet', version: '0.3.0', sha256: 'abc' };
const read = (value: unknown): ReturnType<typeof readEnergyEntries> => readEnergyEntries(JSON.stringify(value));
const thrown = (read: () => unknown): CoreError => {
  try {
    read();
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown');
};

describe('readEnergyEntries', () => {
  it('reads our own list with its label and model', () => {
    const { name, snapshotDate, entries } = read({
      name: 'phases',
      snapshotDate: '2025-02',
      model: MODEL,
      entries: [
        { id: 'a', formula: 'Na4Cl4', energyPerAtom: -3.4, volumePerAtom: 22 },
        { id: 7, formula: 'Na', energyPerAtom: -1.3, functional: 'PBE', corrections: 'none' },
      ],
    });
    expect([name, snapshotDate]).toEqual(['phases', '2025-02']);
    expect(entries).toEqual([
      {
        id: 'a',
        composition: { atomicNumbers: [11, 17], counts: [4, 4] },
        energyPerAtom: -3.4,
        volumePerAtom: 22,
        madeBy: { kind: 'potential', model: MODEL },
      },
      {
        id: '7',
        composition: { atomicNumbers: [11], counts: [1] },
        energyPerAtom: -1.3,
        volumePerAtom: null,
        madeBy: { kind: 'calculation', functional: 'PBE', corrections: 'none', isCorrected: true },
      },
    ]);
  });

  it('reads the structures of a result.json', () => {
    const lattice = [
      [0, 3, 3],
      [3, 0, 3],
      [3, 3, 0],
    ];
    const { entries } = read({
      models: [MODEL, { ...MODEL, name: 'surrogate' }],
      structures: [{ species: ['Na', 'Cl'], lattice, energyPerAtom: -3.4 }],
    });
    expect(entries).toMatchObject([{ id: null, composition: { counts: [1, 1] }, madeBy: { kind: 'potential', model: MODEL } }]);
    expect(entries[0]?.volumePerAtom).toBeCloseTo(27, 12);
  });

  it('reads entries of pymatgen, per atom and with what made them', () => {
    const adjustment = { adj_per_atom: -0.7, n_atoms: 2, cls: { '@class': 'MaterialsProject2020Compatibility' } };
    const { entries } = read([
      { energy: -20, composition: { Li: 4, O: 2 }, entry_id: 'mp-1', parameters: { run_type: 'GGA' }, energy_adjustments: [adjustment, adjustment] },
      { energy: -2, composition: { Li: 1 }, correction: 0 },
    ]);
    expect(entries).toMatchObject([
      { id: 'mp-1', madeBy: { kind: 'calculation', functional: 'GGA', corrections: 'MaterialsProject2020Compatibility', isCorrected: true } },
      { id: null, energyPerAtom: -2, volumePerAtom: null, madeBy: { kind: 'calculation', functional: null, corrections: null, isCorrected: false } },
    ]);
    expect(entries[0]?.energyPerAtom).toBeCloseTo((-20 - 2.8) / 6, 12);
  });

  it.each([
    ['a formula that is none', [{ formula: 'Nacl', energyPerAtom: 0 }], 'column'],
    ['a species that is none', [{ species: ['Xx'], energyPerAtom: 0 }], 'chemical symbol'],
    ['an energy that is no number', [{ formula: 'Na', energyPerAtom: '0' }], 'energyPerAtom should be a number'],
    ['an entry without an energy among others', [{ formula: 'Na', energyPerAtom: 0 }, { formula: 'Cl' }], 'no "energyPerAtom"'],
    ['a model without its hash', { model: { name: 'chgnet', version: '1' }, entries: [{ formula: 'Na', energyPerAtom: 0 }] }, 'sha256'],
    ['an empty list', [], 'no entries'],
  ])('refuses %s and says where', (_, value, message) => {
    const error = thrown(() => read(value));
    expect(error.code).toBe('ParseFailed');
    expect(error.message).toContain(message);
    expect(error.position).not.toBeNull();
  });
});
