import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildApiSchema } from './graphql/build-schema.js';

/** Writes the committed SDL: `npm run schema:emit`. */
writeFileSync(new URL('../../../packages/schema/schema.graphql', import.meta.url), `${printSchema(lexicographicSortSchema(buildApiSchema()))}\n`);
