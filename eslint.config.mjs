import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Names the core must not see: it has no clock, environment, logger or chance of its own. */
const CORE_BANS = [
  { name: 'Date', message: 'The core has no clock.' },
  { name: 'console', message: 'The core has no logger.' },
  { name: 'process', message: 'The core has no environment.' },
  { name: 'Buffer', message: 'The core runs in the browser too.' },
  { name: 'fetch', message: 'The core has no I/O.' },
  { name: 'setTimeout', message: 'The core has no timers.' },
  { name: 'setInterval', message: 'The core has no timers.' },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.next/**', '**/.peers/**', 'packages/schema/src/generated/**', '**/next-env.d.ts', '**/*.generated.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly', performance: 'readonly', module: 'writable' } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-undef': 'off',
    },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...CORE_BANS],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Take an Rng.' }],
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*', 'fs', 'path', 'onnxruntime-node', 'typeorm', '@kessho/*'], message: 'The core is pure.' }] }],
    },
  },
);
