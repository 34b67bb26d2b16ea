import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeFiles } from './import-files.js';

const COMMAND = fileURLToPath(new URL('../../dist/import-command.js', import.meta.url));

/** Import lines as `kessho import` does, as the collection `materials-project`. */
export async function importLines(databaseUrl: string, lines: readonly string[]): Promise<void> {
  const folder = writeFiles({ 'structures.jsonl': lines.join('\n') });
  const child = spawn(process.execPath, [COMMAND, '--json', '--threads', '1', folder], {
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_OPTIONS: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  rmSync(folder, { recursive: true });
  if (code !== 0) throw new Error(`The import ended with ${code}:\n${output}`);
}
