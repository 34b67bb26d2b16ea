import type { CellSetting, StructureFormat } from '@kessho/schema/generated/graphql';
import { StructureFileDocument } from '@kessho/schema/generated/graphql';
import { browserClient } from '../graphql/browser-client';
import { saveFile } from './save-file';

/** Hand a predicted structure to the browser as a file. @returns why not, in the words of the API, empty where it did not answer; null where it went well */
export async function downloadStructure(id: string, format: StructureFormat, cell: CellSetting): Promise<string | null> {
  const { data, error } = await browserClient.query(StructureFileDocument, { id, format, cell }).toPromise();
  const file = data?.node?.__typename === 'RelaxedStructure' ? data.node.file : null;
  if (file === null) return error?.message ?? '';
  saveFile(file);
  return null;
}
