import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { ModelFileInvalidError } from '../model-errors.js';

/** A known crystal with its energy by one potential. */
export interface ReferencePhase extends HullEntry {
  /** 1–230, or null where not known. */
  readonly spaceGroup: number | null;
  /** Whether the potential relaxed it; else its energy is a single point on the reference geometry. */
  readonly isRelaxed: boolean;
}

export interface ReferenceTable {
  readonly count: number;
  /** All phases whose elements are among these, elements and sub-systems included, by formula. */
  readonly phasesOf: (atomicNumbers: readonly number[]) => readonly ReferencePhase[];
}

const FORMAT = 1;

/** Most elements of which all subsets are looked up; larger systems go through the list of systems. */
const MOST_ENUMERATED_ELEMENTS = 10;

/**
 * Decode the unpacked table written by `training/reference/pack.mjs`, where its layout is described. Phases become objects when asked for.
 * @throws {ModelFileInvalidError} for another format, or columns that do not fit the header
 */
export function decodeReferenceTable(bytes: Uint8Array): ReferenceTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = bytes.byteLength < 4 ? 0 : view.getUint32(0, true);
  const { count, otherIds } = readHeader(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength)));
  let at = 4 + headerLength;
  const column = (width: number): number => (at += width * count) - width * count;
  const [energies, ids, spaceGroups, flags] = [column(4), column(4), column(1), column(1)];
  const formulas = new TextDecoder().decode(bytes.subarray(at)).split('\n');
  if (formulas.length !== count) throw new ModelFileInvalidError(`The reference table has ${formulas.length} formulas for ${count} phases`);
  const rowsOfSystem = indexBySystem(formulas);

  const phaseAt = (row: number): ReferencePhase => {
    const id = view.getInt32(ids + 4 * row, true);
    const spaceGroup = bytes[spaceGroups + row];
    return {
      id: id < 0 ? otherIds[-1 - id] : `mp-${id}`,
      formula: formulas[row],
      composition: parseFormula(formulas[row]),
      energyPerAtom: view.getFloat32(energies + 4 * row, true),
      spaceGroup: spaceGroup === 0 ? null : spaceGroup,
      isRelaxed: bytes[flags + row] === 1,
    };
  };
  return {
    count,
    phasesOf: (atomicNumbers) =>
      systemsWithin(atomicNumbers, rowsOfSystem)
        .flatMap((system) => rowsOfSystem.get(system) ?? [])
        .sort((a, b) => a - b)
        .map(phaseAt),
  };
}

function readHeader(text: string): { readonly count: number; readonly otherIds: readonly string[] } {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (cause) {
    throw new ModelFileInvalidError('The reference table does not start with its header', { cause });
  }
  const { format, count, otherIds } = header as { readonly format?: unknown; readonly count?: unknown; readonly otherIds?: unknown };
  if (format !== FORMAT) throw new ModelFileInvalidError(`The reference table has format ${String(format)}; this program reads ${FORMAT}`);
  if (typeof count !== 'number' || !Array.isArray(otherIds))
    throw new ModelFileInvalidError('The header of the reference table lacks count or otherIds');
  return { count, otherIds: otherIds.map(String) };
}

const systemKey = (atomicNumbers: readonly number[]): string => atomicNumbers.join('-');

/** Rows of each set of elements; equal formulas are neighbors, so each is taken apart once. */
function indexBySystem(formulas: readonly string[]): Map<string, number[]> {
  const rowsOfSystem = new Map<string, number[]>();
  let formula = '';
  let rows: number[] = [];
  formulas.forEach((current, row) => {
    if (current !== formula) {
      formula = current;
      const key = systemKey((current.match(/[A-Z][a-z]?/g) ?? []).map((symbol) => atomicNumberOf(symbol) ?? 0).sort((a, b) => a - b));
      rows = rowsOfSystem.get(key) ?? [];
      rowsOfSystem.set(key, rows);
    }
    rows.push(row);
  });
  return rowsOfSystem;
}

function systemsWithin(atomicNumbers: readonly number[], rowsOfSystem: ReadonlyMap<string, unknown>): string[] {
  const elements = [...new Set(atomicNumbers)].sort((a, b) => a - b);
  if (elements.length > MOST_ENUMERATED_ELEMENTS) {
    const allowed = new Set(elements.map(String));
    return [...rowsOfSystem.keys()].filter((key) => key.split('-').every((z) => allowed.has(z)));
  }
  return Array.from({ length: 2 ** elements.length - 1 }, (_, k) => systemKey(elements.filter((_z, bit) => (((k + 1) >> bit) & 1) === 1)));
}
