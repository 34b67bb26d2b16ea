import { createRequire } from 'node:module';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

// Decorated classes need legacy decorators; every decorator names its type, so no metadata is emitted (docs/conventions.md).
const plugins = [
  swc.vite({
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
      target: 'es2022',
    },
  }),
];
// Workspaces are tested from their sources: the "source" condition of their package.json. Vitest hands these to Node as well, for require and import
// alike, so neither of the two may stand here.
const conditions = ['source', 'node'];
// One copy of graphql: the one that its dependents load, not the ESM build beside it.
const alias = { graphql: createRequire(import.meta.url).resolve('graphql') };
const shared = { plugins, resolve: { conditions, alias }, ssr: { resolve: { conditions } } };
const exclude = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/.peers/**'];

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'benchmarks/**/*.test.ts', 'docs/**/*.test.ts'],
          exclude: [...exclude, '**/*.slow.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['apps/*/test/**/*.test.ts'],
          exclude: [...exclude, '**/*.slow.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: { name: 'e2e', include: ['apps/web/e2e/**/*.test.ts'], exclude, testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false },
      },
      { ...shared, test: { name: 'slow', include: ['**/*.slow.test.ts'], exclude, testTimeout: 1_800_000 } },
    ],
  },
});
