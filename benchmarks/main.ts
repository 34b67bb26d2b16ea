/** `npm run benchmark -- NAME …`: each benchmark answers the question of its `task.md`. */
const BENCHMARKS: Readonly<Record<string, () => Promise<{ readonly run: (argv: readonly string[]) => Promise<void> }>>> = {
  csp: () => import('./csp/run.js'),
  'space-group': () => import('./space-group/run.js'),
  potential: () => import('./potential/run.js'),
  generator: () => import('./generator/run.js'),
  matcher: () => import('./matcher/run.js'),
  relaxation: () => import('./relaxation/run.js'),
  robust: () => import('./robust/run.js'),
  hull: () => import('./hull/run.js'),
  'hull-search': () => import('./hull-search/run.js'),
  surrogate: () => import('./surrogate/run.js'),
  judge: () => import('./judge/run.js'),
  formats: () => import('./formats/run.js'),
  search: () => import('./search/run.js'),
  'search-throughput': () => import('./search-throughput/run.js'),
  similar: () => import('./similar/run.js'),
  api: () => import('./api/run.js'),
  optimade: () => import('./optimade/run.js'),
  lighthouse: () => import('./lighthouse/run.js'),
};

const [name = '', ...argv] = process.argv.slice(2);
const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
if (!load) {
  process.stderr.write(`benchmarks: ${Object.keys(BENCHMARKS).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const { run } = await load();
  await run(argv);
}
