/** Who may import whom: the matrix of docs/conventions.md. */
const FOUNDATIONS = ['numerics', 'elements', 'composition', 'crystal', 'symmetry', 'neighbors', 'matching', 'energy', 'prototypes', 'formats', 'diffraction'];
const STAGES = ['symmetry-proposal', 'generation', 'screening', 'relaxation', 'references', 'ranking'];

/** A foundation may import what stands before it; of symmetry and neighbors, and of matching, energy and formats, none imports the other. */
const BELOW = {
  numerics: [], elements: ['numerics'], composition: ['numerics', 'elements'], crystal: ['numerics', 'elements', 'composition'],
  symmetry: ['numerics', 'elements', 'composition', 'crystal'], neighbors: ['numerics', 'elements', 'composition', 'crystal'],
  matching: ['numerics', 'elements', 'composition', 'crystal', 'symmetry', 'neighbors'],
  energy: ['numerics', 'elements', 'composition', 'crystal', 'symmetry', 'neighbors'],
  prototypes: ['numerics', 'elements', 'composition', 'crystal', 'symmetry'],
  formats: ['numerics', 'elements', 'composition', 'crystal', 'symmetry', 'neighbors'],
  diffraction: ['numerics', 'elements', 'composition', 'crystal', 'symmetry'],
};
const error = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    error('no-cycles', {}, { circular: true }),
    ...FOUNDATIONS.map((folder) =>
      error(`core-${folder}-imports-downward`, { path: `^packages/core/src/${folder}/`, pathNot: '\\.test\\.ts$' },
        { path: '^packages/core/src/[^/]+/', pathNot: `^packages/core/src/(${[folder, ...BELOW[folder]].join('|')})/` })),
    ...STAGES.map((stage) =>
      error(`stage-${stage}-knows-no-other-stage`, { path: `^packages/core/src/prediction/${stage}/`, pathNot: '\\.test\\.ts$' },
        { path: `^packages/core/src/prediction/(${STAGES.filter((other) => other !== stage).join('|')})/` })),
    error('core-is-pure', { path: '^packages/core/src', pathNot: '\\.test\\.ts$' }, { path: '^(packages/(models|schema)|apps|migrations|benchmarks)/' }),
    error('core-third-party', { path: '^packages/core/src', pathNot: '(symmetry/moyo-bridge\\.ts|formats/archive/zip-files\\.ts|\\.test\\.ts)$' }, { dependencyTypes: ['npm', 'core'] }),
    error('models-know-no-app', { path: '^packages/models/src' }, { path: '^(packages/schema|apps|migrations|benchmarks)/' }),
    error('onnxruntime-in-models-runtime-only', { pathNot: '^packages/models/src/runtime/' }, { path: 'node_modules/onnxruntime-node' }),
    error('schema-knows-no-app', { path: '^packages/schema/src' }, { path: '^(packages/models|apps|migrations|benchmarks)/' }),
    error('no-app-imports-another', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),
    error('web-imports-generated-types-only', { path: '^apps/web/' }, { path: '^packages/schema/src/(?!generated)' }),
    error('web-runs-no-prediction', { path: '^apps/web/(?!e2e/)' }, { path: '^packages/(models|core/src/(prediction|search))' }),
    error('prediction-knows-no-search', { path: '^packages/core/src/prediction/' }, { path: '^packages/core/src/search/' }),
    error('migrations-know-no-entities', { path: '^migrations/' }, { path: '^(packages|apps|benchmarks)/' }),
    error('pg-boss-in-queue-only', { pathNot: '^apps/api/src/jobs/queue\\.ts$' }, { path: 'node_modules/pg-boss' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.next|node_modules/(?!onnxruntime-node|pg-boss))' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'] },
  },
};
