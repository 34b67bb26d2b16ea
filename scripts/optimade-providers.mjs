// Writes the list of OPTIMADE providers that ships with the program, from a checkout of github.com/Materials-Consortia/providers:
//   node scripts/optimade-providers.mjs CHECKOUT DATE
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [checkout, date] = process.argv.slice(2);
if (!checkout || !/^\d{4}-\d{2}(-\d{2})?$/.test(date ?? '')) {
  console.error('Usage: node scripts/optimade-providers.mjs CHECKOUT DATE');
  process.exit(2);
}
const TARGET = new URL('../apps/api/src/optimade-client/providers/provider-snapshot.generated.ts', import.meta.url);
const linksOf = (...path) => JSON.parse(readFileSync(join(checkout, 'src', ...path), 'utf8')).data;
const withoutSlash = (url) => (url === null ? null : url.replace(/\/+$/, ''));
// Not assigned to a database, as its description says.
const EXAMPLE = 'exmpl';

const providers = linksOf('links', 'v1', 'providers.json')
  .filter(({ id }) => id !== EXAMPLE)
  .map(({ id, attributes: { name, description, base_url, homepage } }) => {
    const index = ['index-metadbs', id, 'v1', 'links.json'];
    const children = existsSync(join(checkout, 'src', ...index))
      ? linksOf(...index).filter(({ attributes }) => attributes.link_type === 'child')
      : null;
    const databases = children?.map((child) => ({
      id: child.id,
      name: child.attributes.name,
      baseUrl: withoutSlash(child.attributes.base_url),
      aggregate: child.attributes.aggregate ?? 'ok',
    }));
    return { id, name, description, homepage, indexUrl: withoutSlash(base_url), databases: databases ?? null };
  })
  .sort((one, other) => (one.id < other.id ? -1 : 1));

writeFileSync(
  TARGET,
  `// Generated; do not edit.
// Source:  the list of OPTIMADE providers, github.com/Materials-Consortia/providers (MIT, © 2019 Materials-Consortia): src/links/v1/providers.json
//          and the index meta-databases in src/index-metadbs; state of ${date}. Nobody has asked these addresses whether they still answer.
// Command: node scripts/optimade-providers.mjs CHECKOUT ${date}
import type { ListedProvider } from './listed-provider.js';

export const PROVIDER_LIST_DATE = '${date}';

export const PROVIDER_SNAPSHOT: readonly ListedProvider[] = [
${providers.map((provider) => `  ${JSON.stringify(provider)},`).join('\n')}
];
`,
);
