// `npm run benchmark -- NAME …`.
import { hand, prepare } from './prepare.mjs';

await prepare(['benchmarks', 'apps/cli']);
hand('benchmarks/dist/main.js', process.argv.slice(2));
