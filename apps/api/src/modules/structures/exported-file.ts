import { createHash } from 'node:crypto';
import type { CellSetting, SelectionFormat, StructureFormat } from '@kessho/schema/enums/export-enums';
import type { ExportedFile } from '@kessho/schema/results/exported-file';

/** A file on its way out. */
export interface FileBody {
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes for a binary file. */
  readonly body: string | Uint8Array;
}

/** More than this does not travel inside an answer. */
const MAX_INLINE_BYTES = 2_000_000;

/** What the file is asked for with; cell and symmetrization only of one structure. */
export type ExportQuery =
  { readonly format: StructureFormat; readonly cell: CellSetting; readonly symmetrized: boolean } | { readonly format: SelectionFormat };

/** `/exports/…?format=VASP_INPUT&cell=CONVENTIONAL&symmetrized=true`: where `export-download.ts` serves the file of a node. */
export function exportPath(nodeId: string, query: ExportQuery): string {
  const words = Object.entries(query).map(([name, value]): [string, string] => [name, enumName(String(value), name)]);
  return `/exports/${nodeId}?${new URLSearchParams(words).toString()}`;
}

const enumName = (value: string, field: string): string => (field === 'symmetrized' ? value : value.toUpperCase().replaceAll('-', '_'));

/** The word of a closed list that GraphQL calls `name`; null for no such. */
export const fromEnumName = <T extends string>(list: readonly T[], name: unknown): T | null =>
  list.find((value) => typeof name === 'string' && enumName(value, '') === name) ?? null;

export function exportedFile({ fileName, mediaType, body }: FileBody, path: string): ExportedFile {
  const bytes = Buffer.from(body);
  const isInline = typeof body === 'string' && bytes.length <= MAX_INLINE_BYTES;
  return { fileName, mediaType, content: isInline ? body : null, sha256: createHash('sha256').update(bytes).digest('hex'), path };
}
