import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { volumePerAtom } from '../../crystal/density.js';
import { createLattice, latticeVolume } from '../../crystal/lattice.js';
import { CoreError } from '../../errors.js';
import { atomicNumberFromSymbol } from '../element-from-text.js';
import { ParseFailedError } from '../format-errors.js';
import { asArray, asMat3, asNumber, asObject, asString, field, type JsonObject, optionalField } from '../pymatgen-json/json-fields.js';
import { type JsonNode, parseLocatedJson } from '../pymatgen-json/located-json.js';
import { type ComputedEntry, pymatgenEntriesFromNode } from '../pymatgen-json/read-pymatgen-entries.js';

/** A phase with its energy and with what made it, from a file. */
export interface EnergyEntry {
  /** Null where the file gives none. */
  readonly id: string | null;
  /** Whole numbers, as written. */
  readonly composition: Composition;
  /** eV/atom, corrections included. */
  readonly energyPerAtom: number;
  /** Å³ per atom; null where the file does not tell. */
  readonly volumePerAtom: number | null;
  readonly madeBy: EnergySource;
}

export type EnergySource =
  | { readonly kind: 'potential'; readonly model: { readonly name: string; readonly version: string; readonly sha256: string } }
  | {
      readonly kind: 'calculation';
      /** `GGA`, `GGA+U`, `R2SCAN`; null where the file names none. */
      readonly functional: string | null;
      /** Null where the file names none. */
      readonly corrections: string | null;
      /** Whether the energy holds a correction, named or not. */
      readonly isCorrected: boolean;
    };

export interface EnergyEntries {
  /** What the file calls itself; null where it does not. */
  readonly name: string | null;
  /** ISO date of the source; null where the file gives none. */
  readonly snapshotDate: string | null;
  readonly entries: readonly EnergyEntry[];
}

/**
 * Read phases for a hull: entries of pymatgen, or ours, told apart by `energyPerAtom`. Ours are
 *
 *     { "name": …, "snapshotDate": …, "model": { "name", "version", "sha256" }, "entries": [ entry, … ] }
 *
 * or the list alone, with `"functional"` and `"corrections"` in place of a model where the energies are calculated; or a `result.json`, whose entries are
 * its `structures` and whose model is the first of its `models`. An entry has `energyPerAtom` (eV/atom), its `formula` or the `species` of its cell, and may
 * have `id`, `volumePerAtom` (Å³) or a `lattice` (rows, Å), and a model or functional of its own.
 * @throws {ParseFailedError} with the place; also what `readPymatgenEntries` throws
 */
export function readEnergyEntries(text: string): EnergyEntries {
  const root = parseLocatedJson(text);
  const document = root.kind === 'object' ? root : null;
  const list = (document && (optionalField(document, 'entries') ?? optionalField(document, 'structures'))) ?? root;
  const nodes = list.kind === 'array' ? list.values : [list];
  const isOurs = nodes.some((node) => node.kind === 'object' && node.fields.has('energyPerAtom'));
  const labelOf = (name: string): string | null => {
    const node = document && optionalField(document, name);
    return node?.kind === 'string' ? node.value : null;
  };
  const source = document && readSource(document);
  return {
    name: labelOf('name'),
    snapshotDate: labelOf('snapshotDate'),
    entries: isOurs ? nodes.map((node) => readEntry(asObject(node, 'An entry'), source)) : pymatgenEntriesFromNode(root).map(fromPymatgen),
  };
}

function fromPymatgen({ entryId, composition, energy, correction, energyScheme, correctionScheme, structure }: ComputedEntry): EnergyEntry {
  return {
    id: entryId,
    composition,
    energyPerAtom: energy / atomCount(composition),
    volumePerAtom: structure === null ? null : volumePerAtom(structure),
    madeBy: { kind: 'calculation', functional: energyScheme, corrections: correctionScheme, isCorrected: correction !== 0 },
  };
}

function readEntry(entry: JsonObject, source: EnergySource | null): EnergyEntry {
  const id = optionalField(entry, 'id') ?? optionalField(entry, 'entryId');
  const composition = readComposition(entry);
  return {
    id: id === null ? null : id.kind === 'number' ? String(id.value) : asString(id, 'id'),
    composition,
    energyPerAtom: asNumber(field(entry, 'energyPerAtom'), 'energyPerAtom'),
    volumePerAtom: readVolume(entry, atomCount(composition)),
    madeBy: readSource(entry) ?? source ?? { kind: 'calculation', functional: null, corrections: null, isCorrected: false },
  };
}

/** From a formula, or from the species of all sites of the cell. */
function readComposition(entry: JsonObject): Composition {
  const species = optionalField(entry, 'species');
  if (species !== null) return compositionFromSites(asArray(species, 'species').map(speciesAt));
  const formula = field(entry, 'formula');
  try {
    return parseFormula(asString(formula, 'formula'));
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause instanceof ParseFailedError) throw cause;
    throw new ParseFailedError(cause.message, formula.place, { cause });
  }
}

function speciesAt(node: JsonNode): number {
  const z = atomicNumberFromSymbol(asString(node, 'A species'));
  if (z === null) throw new ParseFailedError('A species is no chemical symbol', node.place);
  return z;
}

/** A lattice belongs to the cell whose atoms the composition counts. */
function readVolume(entry: JsonObject, atoms: number): number | null {
  const volume = optionalField(entry, 'volumePerAtom');
  if (volume !== null) return asNumber(volume, 'volumePerAtom');
  const lattice = optionalField(entry, 'lattice');
  return lattice === null || !entry.fields.has('species') ? null : latticeVolume(createLattice(asMat3(lattice, 'lattice'))) / atoms;
}

function readSource(object: JsonObject): EnergySource | null {
  const models = optionalField(object, 'models');
  const model = optionalField(object, 'model') ?? (models?.kind === 'array' ? models.values[0] : null) ?? null;
  if (model !== null) {
    const of = asObject(model, 'model');
    const part = (name: string): string => asString(field(of, name), name);
    return { kind: 'potential', model: { name: part('name'), version: part('version'), sha256: part('sha256') } };
  }
  const functional = optionalField(object, 'functional');
  if (functional === null) return null;
  const corrections = optionalField(object, 'corrections');
  return {
    kind: 'calculation',
    functional: asString(functional, 'functional'),
    corrections: corrections === null ? null : asString(corrections, 'corrections'),
    isCorrected: corrections !== null,
  };
}
