// `npm start`: database, API, workers and dashboard of one machine.
import { join } from 'node:path';
import { hand, prepare, ROOT, run } from './prepare.mjs';

await prepare(['apps/api']);
const turbo = join(ROOT, 'node_modules', '.bin', 'turbo');
await run(turbo, ['run', 'build', '--filter=@kessho/web', '--output-logs=errors-only'], 'build of the dashboard', {
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1' },
});
hand('apps/api/dist/start.js', process.argv.slice(2), { NODE_ENV: 'production' });
