import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { describe, expect, it } from 'vitest';
import { createWebhookSecret, signWebhook } from '../src/webhooks/sign-webhook.js';
import { programIn } from './support/document-programs.js';

const DOCUMENT = fileURLToPath(new URL('../../../docs/teams.md', import.meta.url));
const PYTHON = process.env['KESSHO_TEST_PYTHON'] ?? 'python3';
const hasPython = spawnSync(PYTHON, ['--version']).status === 0;

const secret = createWebhookSecret();
const body = '{"type":"comment.created","data":{"body":"結晶"}}';
const now = Math.floor(Date.now() / 1000);
const headers = signWebhook('7d1f', now, body, [secret]);

/** Name, headers, body, secret, and whether that is a delivery of ours. */
const CASES: readonly (readonly [string, Readonly<Record<string, string>>, string, string, boolean])[] = [
  ['a delivery', headers, body, secret, true],
  ['one of several signatures', { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` }, body, secret, true],
  ['a delivery while the key is changed', signWebhook('7d1f', now, body, [createWebhookSecret(), secret]), body, secret, true],
  ['another body', headers, `${body} `, secret, false],
  ['another key', headers, body, createWebhookSecret(), false],
  ['another id', { ...headers, 'webhook-id': '7d2f' }, body, secret, false],
  ['a delivery that is replayed later', signWebhook('7d1f', now - 3600, body, [secret]), body, secret, false],
];

describe('the receivers of docs/teams.md', () => {
  it('verify signatures in TypeScript', async () => {
    const { code } = transformSync(programIn(DOCUMENT, 'ts'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const url = `data:text/javascript,${encodeURIComponent(code)}`;
    const { isFromKessho } = (await import(/* @vite-ignore */ url)) as { isFromKessho: (...input: unknown[]) => boolean };
    expect(CASES.map(([name, sent, text, key]) => [name, isFromKessho(sent, text, key)])).toEqual(
      CASES.map(([name, , , , isOurs]) => [name, isOurs]),
    );
  });

  it.skipIf(!hasPython)('verify signatures in Python', () => {
    const program = `${programIn(DOCUMENT, 'python')}
import json, sys
print(json.dumps([is_from_kessho(sent, text.encode(), key) for _, sent, text, key, _ in json.load(sys.stdin)]))`;
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', program], { input: JSON.stringify(CASES), encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(CASES.map(([, , , , isOurs]) => isOurs));
  });
});
