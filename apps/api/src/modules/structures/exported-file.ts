import { createHash } from 'node:crypto';
import type { ExportedFile } from '@kessho/schema/results/exported-file';

export const exportedFile = (fileName: string, mediaType: string, content: string): ExportedFile => ({
  fileName,
  mediaType,
  content,
  sha256: createHash('sha256').update(content, 'utf8').digest('hex'),
});
