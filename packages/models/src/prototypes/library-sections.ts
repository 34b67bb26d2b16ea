/** What `training/prototypes/pack.py` writes before the columns. */
export interface LibraryHeader {
  readonly format: number;
  /** Steps of a free coordinate in 0–1. */
  readonly coordinateSteps: number;
  /** Å */
  readonly lengthStep: number;
  /** Degrees. */
  readonly angleStep: number;
  /** eV/atom */
  readonly hullStep: number;
  readonly yearZero: number;
  /** Centering letter of each of the 230 groups. */
  readonly centerings: string;
  /** Counts falling, `A3BC`. */
  readonly anonymousFormulas: readonly string[];
  readonly sections: readonly { readonly name: string; readonly type: string; readonly length: number }[];
}

const SECTION_TYPES = {
  prototypeGroup: Uint8Array,
  prototypeAnonymous: Uint16Array,
  prototypeFormulaUnits: Uint8Array,
  prototypeOrbits: Uint8Array,
  prototypeEntries: Uint16Array,
  orbitSlot: Uint8Array,
  orbitLetter: Uint8Array,
  entryElements: Uint8Array,
  entryIdLow: Uint16Array,
  entryIdHigh: Uint16Array,
  entryHull: Uint8Array,
  entrySource: Uint8Array,
  entryYear: Uint8Array,
  entryCluster: Uint8Array,
  entryLattice: Uint16Array,
  coordinateLow: Uint8Array,
  coordinateHigh: Uint8Array,
} as const;

type SectionName = keyof typeof SECTION_TYPES;
export type LibrarySections = { readonly [name in SectionName]: InstanceType<(typeof SECTION_TYPES)[name]> };

const MAGIC = 'KPLB';

/**
 * Split the file into header and columns.
 * Layout: magic, uint32 header length, header (JSON), then each section padded to 8 bytes; little-endian.
 */
export function decodeSections(bytes: Uint8Array, fail: (message: string) => Error): { header: LibraryHeader; sections: LibrarySections } {
  const text = new TextDecoder();
  if (bytes.length < 8 || text.decode(bytes.subarray(0, 4)) !== MAGIC) throw fail('Not a prototype library: it does not begin with KPLB');
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  const header = parseHeader(text.decode(bytes.subarray(8, 8 + headerLength)), fail);
  const sections: Partial<Record<SectionName, Uint8Array | Uint16Array>> = {};
  let offset = 8 + headerLength;
  for (const { name, type, length } of header.sections) {
    if (!(name in SECTION_TYPES)) throw fail(`The prototype library has a section ${name} that is not known`);
    const column = SECTION_TYPES[name as SectionName];
    if (type !== (column === Uint8Array ? 'uint8' : 'uint16')) throw fail(`Section ${name} of the prototype library is of type ${type}`);
    const size = length * column.BYTES_PER_ELEMENT;
    if (offset + size > bytes.length) throw fail(`The prototype library ends within section ${name}`);
    // A copy begins where every element type may; `slice` of a Node buffer would not copy.
    sections[name as SectionName] = new column(new Uint8Array(bytes.subarray(offset, offset + size)).buffer);
    offset += Math.ceil(size / 8) * 8;
  }
  const missing = Object.keys(SECTION_TYPES).find((name) => !(name in sections));
  if (missing !== undefined) throw fail(`The prototype library has no section ${missing}`);
  return { header, sections: sections as LibrarySections };
}

function parseHeader(text: string, fail: (message: string) => Error): LibraryHeader {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw fail('The header of the prototype library is no JSON');
  }
  if (!isHeader(header)) throw fail('The header of the prototype library lacks a field');
  return header;
}

const isHeader = (value: unknown): value is LibraryHeader =>
  typeof value === 'object' &&
  value !== null &&
  ['format', 'coordinateSteps', 'lengthStep', 'angleStep', 'hullStep', 'yearZero'].every((key) => typeof Reflect.get(value, key) === 'number') &&
  typeof Reflect.get(value, 'centerings') === 'string' &&
  Array.isArray(Reflect.get(value, 'anonymousFormulas')) &&
  Array.isArray(Reflect.get(value, 'sections'));
