/** Writes the committed SDL: `npm run schema:emit`. With --check it only compares, and fails on a difference. */
import { readFileSync, writeFileSync } from 'node:fs';
import { emitSdl } from './graphql/build-schema.js';

const FILE = new URL('../../../packages/schema/schema.graphql', import.meta.url);
if (!process.argv.includes('--check')) writeFileSync(FILE, emitSdl());
else if (readFileSync(FILE, 'utf8') !== emitSdl()) {
  process.stderr.write('packages/schema/schema.graphql is out of date: run `npm run schema:emit`\n');
  process.exit(1);
}
