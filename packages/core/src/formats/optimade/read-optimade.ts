import { ParseFailedError } from '../format-errors.js';
import { type LabeledCrystal, unlabeled } from '../labeled-crystal.js';
import { asArray, asObject, type JsonObject, optionalField } from '../pymatgen-json/json-fields.js';
import { type JsonNode, parseLocatedJson } from '../pymatgen-json/located-json.js';
import { parseJsonRecord } from '../records/json-record.js';
import { readOptimadeStructure } from '../records/read-optimade-structure.js';
import { FIELD_PREFIX } from './write-optimade.js';

/**
 * Read the structures of an OPTIMADE answer (`data` one or a list), of one entry alone, of a list of entries, or of a JSON-lines file, whose other
 * lines are passed over. Energy, scheme and extra keys are read where this program wrote them.
 * @throws {ParseFailedError} with the place of the entry; {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readOptimade(text: string): LabeledCrystal[] {
  const crystals = documentsOf(text).flatMap(({ text: document, line, offset }) =>
    located(line, offset, () => entriesOf(parseLocatedJson(document)).map((entry) => readEntry(entry, document))),
  );
  if (crystals.length === 0) throw new ParseFailedError('The file holds no entry of the type "structures"', { line: 1, column: 1, offset: 0 });
  return crystals;
}

interface Document {
  readonly text: string;
  /** Lines and characters before it. */
  readonly line: number;
  readonly offset: number;
}

/** The lines of a JSON-lines file, else the text as a whole. */
function documentsOf(text: string): Document[] {
  const [first, second] = text.split('\n', 2).map((line) => line.trim());
  const isLines = /^\ufeff?\{.*\}$/.test(first) && (second ?? '').startsWith('{');
  if (!isLines) return [{ text, line: 0, offset: 0 }];
  let offset = 0;
  return text.split('\n').flatMap((content, line) => {
    const document = { text: content, line, offset };
    offset += content.length + 1;
    return content.trim() === '' ? [] : [document];
  });
}

/** Errors of a line get its place in the file. */
function located<T>(line: number, offset: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (line === 0 || !(error instanceof ParseFailedError)) throw error;
    const message = error.message.replace(/^Line \d+, column \d+: /, '');
    throw new ParseFailedError(
      message,
      { line: line + (error.line ?? 1), column: error.column ?? 1, offset: offset + (error.position ?? 0) },
      { cause: error },
    );
  }
}

/** Entries of the type `structures`; framing objects and entries of other types hold none. */
function entriesOf(root: JsonNode): JsonObject[] {
  const data = root.kind === 'object' ? (optionalField(root, 'data') ?? root) : root;
  const nodes = data.kind === 'array' ? asArray(data, 'data') : [data];
  return nodes.map((node) => asObject(node, 'An entry')).filter((entry) => isText(optionalField(entry, 'type'), 'structures'));
}

const isText = (node: JsonNode | null, text: string): boolean => node?.kind === 'string' && node.value === text;

function readEntry(entry: JsonObject, document: string): LabeledCrystal {
  const record = parseJsonRecord(document.slice(entry.place.offset, entry.end));
  try {
    const { structure, sourceId, reported } = readOptimadeStructure(record);
    const own = new Map(
      Object.entries(reported).flatMap(([key, value]) => (key.startsWith(FIELD_PREFIX) ? [[key.slice(FIELD_PREFIX.length), value] as const] : [])),
    );
    const [energy, scheme] = [own.get('energy'), own.get('energy_scheme')];
    const extra = [...own].filter(([key, value]) => key !== 'energy' && key !== 'energy_scheme' && ['string', 'number'].includes(typeof value));
    return {
      ...unlabeled(structure),
      id: sourceId,
      energy: typeof energy === 'number' ? energy : null,
      energyScheme: typeof scheme === 'string' ? scheme : null,
      extra: new Map(extra.map(([key, value]) => [key, String(value)])),
    };
  } catch (error) {
    // The reader of records names a field; here the entry has a place too.
    if (error instanceof ParseFailedError && error.line === null) throw new ParseFailedError(error.message, entry.place, { cause: error });
    throw error;
  }
}
