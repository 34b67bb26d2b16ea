// `npm test`: build, type-check, lint, then every test tier that needs nothing but npm and this machine.
import { join } from 'node:path';
import { prepare, ROOT, run } from './prepare.mjs';

const bin = (name) => join(ROOT, 'node_modules', '.bin', name);
const node = process.execPath;

await prepare(['packages/core', 'packages/models', 'packages/schema', 'migrations', 'apps/api', 'apps/cli', 'benchmarks']);
await run(bin('tsc'), ['-p', 'tsconfig.tests.json'], 'type check of the tests');
await run(bin('eslint'), ['.'], 'lint');
await run(bin('depcruise'), ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'apps/api/src', 'apps/cli/src', 'apps/web/src', 'packages/core/src', 'packages/models/src', 'packages/schema/src', 'migrations/src', 'benchmarks'], 'import rules');
await run(node, ['packages/schema/codegen.mjs', '--check'], 'typed documents');
await run(bin('turbo'), ['run', 'build', '--filter=@kessho/web', '--output-logs=errors-only'], 'build of the dashboard', {
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1' },
});
const vitest = ['run', '--project', 'unit', '--project', 'integration', '--project', 'e2e', ...process.argv.slice(2)];
await run(bin('vitest'), vitest, 'tests', { stdio: 'inherit' });
