import { createHash } from 'node:crypto';
import type { CellSetting, SelectionFormat, StructureFormat } from '@kessho/schema/enums/export-enums';
import type { ExportedFile } from '@kessho/schema/results/exported-file';

/** A file on its way out. */
export interface FileBody {
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes for a binary file; in pieces for one that is read as it is sent. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** More than this does not travel inside an answer. */
const MAX_INLINE_BYTES = 2_000_000;

/** What the file is asked for with; cell and symmetrization only of one structure. */
export type ExportQuery =
  | { readonly format: StructureFormat; readonly cell: CellSetting; readonly symmetrized: boolean }
  | { readonly format: SelectionFormat | typeof TRAJECTORY_FORMAT };

/** Of `/exports`, for the way of a relaxation. */
export const TRAJECTORY_FORMAT = 'extxyz-trajectory';

/** `/exports/…?format=VASP_INPUT&cell=CONVENTIONAL&symmetrized=true`: where `export-download.ts` serves the file of a node. */
export function exportPath(nodeId: string, query: ExportQuery): string {
  const words = Object.entries(query).map(([name, value]): [string, string] => [name, enumName(String(value), name)]);
  return `/exports/${nodeId}?${new URLSearchParams(words).toString()}`;
}

const enumName = (value: string, field: string): string => (field === 'symmetrized' ? value : value.toUpperCase().replaceAll('-', '_'));

/** The word of a closed list that GraphQL calls `name`; null for no such. */
export const fromEnumName = <T extends string>(list: readonly T[], name: unknown): T | null =>
  list.find((value) => typeof name === 'string' && enumName(value, '') === name) ?? null;

/** What an answer tells of a file; of one in pieces no more than an answer may hold is kept. */
export async function exportedFile({ fileName, mediaType, body }: FileBody, path: string): Promise<ExportedFile> {
  const hash = createHash('sha256');
  let text: string | null = '';
  let bytes = 0;
  for await (const piece of typeof body === 'string' || body instanceof Uint8Array ? [body] : body) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
    text = text === null || typeof piece !== 'string' || bytes > MAX_INLINE_BYTES ? null : text + piece;
  }
  return { fileName, mediaType, content: text, sha256: hash.digest('hex'), path };
}
