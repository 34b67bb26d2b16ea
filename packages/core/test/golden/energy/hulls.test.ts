import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeEnergyAboveHull } from '../../../src/energy/convex-hull/energy-above-hull.js';

type Row = readonly [string, string, readonly number[], readonly number[], number, number, number, readonly (readonly [number, string])[]];
interface System {
  readonly name: string;
  readonly records: readonly Row[];
  /** Stable phases with their distance from the hull of all other compositions, negative. */
  readonly belowRest: readonly (readonly [string, number])[];
}

const { systems } = JSON.parse(readFileSync(new URL('hulls.json', import.meta.url), 'utf8')) as { readonly systems: readonly System[] };

describe('PhaseDiagram of pymatgen', () => {
  it.each(systems)('$name', ({ records, belowRest }) => {
    const entries = records.map(([id, formula, atomicNumbers, counts, energyPerAtom]) => ({ id, formula, composition: { atomicNumbers, counts }, energyPerAtom }));
    records.forEach(([id, , , , energyPerAtom, formation, above, decomposition], k) => {
      const result = computeEnergyAboveHull(entries[k].composition, energyPerAtom, entries);
      expect(Math.abs(result.formationEnergyPerAtom - formation), id).toBeLessThan(1e-8);
      expect(Math.abs(result.energyAboveHull - above), id).toBeLessThan(1e-8);
      expect(result.decomposition.map(({ entryId }) => entryId).sort(), id).toEqual(decomposition.map(([, name]) => name).sort());
      for (const [fraction, name] of decomposition)
        expect(Math.abs((result.decomposition.find(({ entryId }) => entryId === name)?.fraction ?? 0) - fraction), `${id} ${name}`).toBeLessThan(1e-7);
    });
    for (const [id, distance] of belowRest) {
      const { composition, energyPerAtom } = entries[records.findIndex(([name]) => name === id)];
      const result = computeEnergyAboveHull(composition, energyPerAtom, entries, { excludeComposition: composition });
      expect(Math.abs(result.energyAboveHull - distance), id).toBeLessThan(1e-8);
    }
  });
});
