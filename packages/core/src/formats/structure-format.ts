/** What a file format is called, how its files are named, and what this program does with it. */
export interface FormatDescription {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Whether one file holds any number of crystals. */
  readonly holdsMany: boolean;
  /** Of file names, without the dot. */
  readonly suffix: string;
  readonly mediaType: string;
}

/** Every format in which crystals come and go. `vasp-input` is a set of files, the others are one text each. */
export const FORMATS = {
  cif: { reads: true, writes: true, holdsMany: true, suffix: 'cif', mediaType: 'chemical/x-cif' },
  poscar: { reads: true, writes: true, holdsMany: false, suffix: 'vasp', mediaType: 'text/plain' },
  extxyz: { reads: true, writes: true, holdsMany: true, suffix: 'extxyz', mediaType: 'chemical/x-xyz' },
  'pymatgen-json': { reads: true, writes: true, holdsMany: true, suffix: 'json', mediaType: 'application/json' },
  'computed-structure-entry': { reads: true, writes: true, holdsMany: true, suffix: 'entries.json', mediaType: 'application/json' },
  'optimade-json': { reads: true, writes: true, holdsMany: true, suffix: 'optimade.json', mediaType: 'application/vnd.api+json' },
  'optimade-jsonl': { reads: true, writes: true, holdsMany: true, suffix: 'jsonl', mediaType: 'application/jsonl' },
  'ase-json': { reads: true, writes: true, holdsMany: true, suffix: 'ase.json', mediaType: 'application/json' },
  'qe-input': { reads: true, writes: true, holdsMany: false, suffix: 'pwi', mediaType: 'text/plain' },
  'qe-output': { reads: true, writes: false, holdsMany: false, suffix: 'pwo', mediaType: 'text/plain' },
  'vasp-input': { reads: false, writes: true, holdsMany: false, suffix: 'zip', mediaType: 'application/zip' },
} as const satisfies { readonly [name: string]: FormatDescription };

export type FormatName = keyof typeof FORMATS;

type Where<Flag extends 'reads' | 'writes'> = { [Name in FormatName]: (typeof FORMATS)[Name][Flag] extends true ? Name : never }[FormatName];

/** Formats that are read. */
export type ReadableFormat = Where<'reads'>;
/** Formats that are written as one text. */
export type StructureFormat = Exclude<Where<'writes'>, 'vasp-input'>;

const names = Object.keys(FORMATS) as FormatName[];

export const READABLE_FORMATS = names.filter((name): name is ReadableFormat => FORMATS[name].reads);
export const WRITABLE_FORMATS = names.filter((name): name is Where<'writes'> => FORMATS[name].writes);
/** Formats in which crystals are both read and written as text. */
export const STRUCTURE_FORMATS = names.filter((name): name is StructureFormat => FORMATS[name].reads && FORMATS[name].writes);
