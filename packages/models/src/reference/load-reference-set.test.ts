import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomicNumberOf, symbolOf } from '@kessho/core/elements/elements';
import { convexHullAt } from '@kessho/core/energy/convex-hull/convex-hull-at';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnergyModelManifest } from '../manifest.js';
import { ModelFileInvalidError } from '../model-errors.js';
import { modelDirectory } from '../runtime/model-directory.js';
import { loadReferenceSet } from './load-reference-set.js';

const MANIFEST = join(modelDirectory('energy', 'chgnet', '0.3.0'), 'manifest.json');
const MODEL = parseEnergyModelManifest(readFileSync(MANIFEST, 'utf8'), MANIFEST);
const REFERENCES = loadReferenceSet(MODEL.id);
const numbers = (...symbols: string[]): number[] => symbols.map((symbol) => atomicNumberOf(symbol) ?? 0);

describe('loadReferenceSet', () => {
  it('has phases of every element that the potential knows', () => {
    const missing = MODEL.elements.filter((z) => REFERENCES.entriesOf([z]).length === 0).map(symbolOf);
    expect(missing).toEqual([]);
  });

  it('gives all phases within a chemical system and no others', () => {
    const phases = REFERENCES.entriesOf(numbers('O', 'Ba', 'Ti'));
    const formulas = new Set(phases.map(({ formula }) => formula));
    for (const formula of ['BaO', 'O3Ti2', 'BaO3Ti', 'Ba']) expect(formulas).toContain(formula);
    expect(phases.filter(({ composition }) => !composition.atomicNumbers.every((z) => numbers('Ba', 'Ti', 'O').includes(z)))).toEqual([]);
    expect(new Set(phases.map(({ id }) => id)).size).toBe(phases.length);
    // the same whichever way the systems are found
    const many = numbers('Ba', 'Ti', 'O', 'He', 'Ne', 'Ar', 'Kr', 'Xe', 'Pm', 'Pa', 'Ac');
    const found = REFERENCES.entriesOf(many).filter(({ composition }) => composition.atomicNumbers.every((z) => [8, 22, 56].includes(z)));
    expect(found).toEqual(phases);
  });

  it('has plausible phases', () => {
    const rockSalt = REFERENCES.entriesOf(numbers('Na', 'Cl')).filter(({ formula }) => formula === 'ClNa');
    expect(rockSalt[0]).toMatchObject({ id: 'mp-22862', spaceGroup: 225 });
    // experiment −2.13 eV/atom; PBE with the corrections of 2020 −2.1
    const hull = convexHullAt(parseFormula('NaCl'), REFERENCES.entriesOf(numbers('Na', 'Cl')));
    expect(hull.hullFormationEnergyPerAtom).toBeCloseTo(-2.1, 1);
    expect(REFERENCES.label).toMatchObject({ name: 'materials-project-chgnet-0.3.0', model: MODEL.id });
  });

  it('refuses phases of another model file, a changed table, and a missing one', () => {
    expect(() => loadReferenceSet({ ...MODEL.id, sha256: '0'.repeat(64) })).toThrow('must not be compared');
    expect(() => loadReferenceSet({ ...MODEL.id, version: '9' })).toThrow(ModelFileInvalidError);
    const directory = mkdtempSync(join(tmpdir(), 'kessho-reference-'));
    const original = join(modelDirectory('energy', 'chgnet', '0.3.0'), '../../../reference/materials-project-chgnet-0.3.0');
    writeFileSync(join(directory, 'manifest.json'), readFileSync(join(original, 'manifest.json')));
    writeFileSync(join(directory, 'energies.bin.gz'), 'short');
    expect(() => loadReferenceSet(MODEL.id, directory)).toThrow('sha256');
  });
});
