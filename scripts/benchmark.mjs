// `npm run benchmark -- NAME …`.
import { hand, prepare } from './prepare.mjs';

await prepare(['benchmarks', 'apps/cli', 'apps/api']);
hand('benchmarks/dist/main.js', process.argv.slice(2));
