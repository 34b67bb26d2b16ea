import type { Composition } from '../../composition/composition.js';
import { compositionFromCounts } from '../../composition/create-composition.js';
import type { Structure } from '../../crystal/structure.js';
import { ParseFailedError } from '../format-errors.js';
import { asArray, asNumber, asObject, asString, field, type JsonObject, optionalField } from './json-fields.js';
import { type JsonNode, parseLocatedJson } from './located-json.js';
import { atomicNumberFromSpecies, structureFromNode } from './read-pymatgen-structure.js';

/** A phase with its energy, for a hull. */
export interface ComputedEntry {
  /** Null where the file gives none. */
  readonly entryId: string | null;
  /** Of the whole cell, as written. */
  readonly composition: Composition;
  /** Corrected, eV per cell: `uncorrectedEnergy` + `correction`. */
  readonly energy: number;
  /** eV per cell. */
  readonly uncorrectedEnergy: number;
  /** eV per cell. */
  readonly correction: number;
  /** `parameters.run_type`: which energies may be compared; null where the file gives none. */
  readonly energyScheme: string | null;
  /** What made the correction, as its `energy_adjustments` name it: `MaterialsProject2020Compatibility`, several joined by `+`; null where none is named. */
  readonly correctionScheme: string | null;
  readonly structure: Structure | null;
}

/** Amounts are floats in the file. */
const WHOLE_TOLERANCE = 1e-6;

/**
 * Read a list of entries by pymatgen (`ComputedEntry`, `ComputedStructureEntry`, `PDEntry`), a single one, or `{ "entries": […] }`.
 * The correction is `correction`, or the sum of `energy_adjustments` where that is absent.
 * @throws {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export const readPymatgenEntries = (text: string): ComputedEntry[] => pymatgenEntriesFromNode(parseLocatedJson(text));

/** @throws as `readPymatgenEntries` */
export function pymatgenEntriesFromNode(root: JsonNode): ComputedEntry[] {
  const inner = root.kind === 'object' ? optionalField(root, 'entries') : null;
  const list = inner ?? root;
  const nodes = list.kind === 'array' ? list.values : [list];
  if (nodes.length === 0) throw new ParseFailedError('The list holds no entries', list.place);
  return nodes.map((node) => readEntry(asObject(node, 'An entry')));
}

function readEntry(entry: JsonObject): ComputedEntry {
  const uncorrectedEnergy = asNumber(field(entry, 'energy'), 'energy');
  const correction = readCorrection(entry);
  const id = optionalField(entry, 'entry_id') ?? optionalField(entry, 'name');
  const parameters = optionalField(entry, 'parameters');
  const runType = parameters?.kind === 'object' ? optionalField(parameters, 'run_type') : null;
  const structure = optionalField(entry, 'structure');
  return {
    entryId: id === null ? null : id.kind === 'number' ? String(id.value) : asString(id, 'entry_id'),
    composition: readComposition(asObject(field(entry, 'composition'), 'composition')),
    energy: uncorrectedEnergy + correction,
    uncorrectedEnergy,
    correction,
    energyScheme: runType === null ? null : asString(runType, 'run_type'),
    correctionScheme: readCorrectionScheme(entry),
    structure: structure === null ? null : structureFromNode(structure),
  };
}

function readCorrection(entry: JsonObject): number {
  const correction = optionalField(entry, 'correction');
  if (correction !== null) return asNumber(correction, 'correction');
  const adjustments = optionalField(entry, 'energy_adjustments');
  if (adjustments === null) return 0;
  return asArray(adjustments, 'energy_adjustments').reduce((sum, node) => sum + readAdjustment(asObject(node, 'An energy adjustment')), 0);
}

/** pymatgen writes the class that made an adjustment as `cls: { "@class": … }`. */
function readCorrectionScheme(entry: JsonObject): string | null {
  const adjustments = optionalField(entry, 'energy_adjustments');
  const schemes = (adjustments === null ? [] : asArray(adjustments, 'energy_adjustments')).flatMap((node) => {
    const maker = optionalField(asObject(node, 'An energy adjustment'), 'cls');
    const name = maker?.kind === 'object' ? optionalField(maker, '@class') : null;
    return name?.kind === 'string' ? [name.value] : [];
  });
  return schemes.length === 0 ? null : [...new Set(schemes)].sort().join('+');
}

/** eV per cell; the kinds of adjustment differ in what their value is a product of. */
function readAdjustment(adjustment: JsonObject): number {
  const number = (name: string): number => asNumber(field(adjustment, name), name);
  if (adjustment.fields.has('value')) return number('value');
  if (adjustment.fields.has('adj_per_atom')) return number('adj_per_atom') * number('n_atoms');
  return number('adj_per_deg') * number('temp') * number('n_atoms');
}

function readComposition(object: JsonObject): Composition {
  const counts = new Map<number, number>();
  for (const [species, node] of object.fields) {
    if (species.startsWith('@')) continue;
    const z = atomicNumberFromSpecies(species, node);
    counts.set(z, (counts.get(z) ?? 0) + wholeAmount(node));
  }
  const composition = compositionFromCounts(counts);
  if (composition.counts.length === 0) throw new ParseFailedError('The composition is empty', object.place);
  return composition;
}

function wholeAmount(node: JsonNode): number {
  const amount = asNumber(node, 'An amount');
  const whole = Math.round(amount);
  if (whole < 0 || Math.abs(amount - whole) > WHOLE_TOLERANCE) throw new ParseFailedError(`${amount} is not a whole number of atoms`, node.place);
  return whole;
}
