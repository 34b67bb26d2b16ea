'use client';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useSyncExternalStore } from 'react';
import { stringifyDocument } from 'urql';
import { useTranslate } from '../i18n/use-translate';
import { CodeBlock } from './code-block';
import styles from './copy-as.module.css';
import { Tabs } from './tabs';

export interface ApiRequest {
  // Variables of any document: they are only printed.
  readonly document: TypedDocumentNode<unknown, never>;
  readonly variables: object;
}

/** The same data for a program: the very query of this page as GraphQL, as a curl command and in Python. */
export function CopyAs({ requests }: { requests: readonly ApiRequest[] }) {
  const t = useTranslate();
  const origin = useOrigin();
  const code = { graphql: requests.map(graphqlOf), curl: requests.map((request) => curlOf(request, origin)), python: [pythonOf(requests, origin)] };
  const tab = (id: keyof typeof code, label: string) => ({ id, label, content: <CodeBlock label={label} code={code[id].join('\n\n')} /> });
  return (
    <details className={styles['details']}>
      <summary>{t('structure.copyAs')}</summary>
      <Tabs label={t('structure.copyAs')} tabs={[tab('graphql', 'GraphQL'), tab('curl', 'curl'), tab('python', 'Python')]} />
    </details>
  );
}

const graphqlOf = ({ document, variables }: ApiRequest): string =>
  `${stringifyDocument(document).trim()}\n\n# variables\n${JSON.stringify(variables, null, 2)}`;

/** The query on one line: blanks mean nothing in GraphQL outside of strings, which our operations have none of. */
const compact = ({ document }: ApiRequest): string => stringifyDocument(document).replace(/\s+/g, ' ').trim();

const curlOf = (request: ApiRequest, origin: string): string =>
  `curl -s ${origin}/graphql -H 'content-type: application/json' \\\n  -d '${JSON.stringify({ query: compact(request), variables: request.variables })}'`;

const pythonOf = (requests: readonly ApiRequest[], origin: string): string =>
  [
    'import json',
    'from urllib.request import Request, urlopen',
    '',
    'def ask(query, variables):',
    '    body = json.dumps({"query": query, "variables": variables}).encode()',
    `    request = Request("${origin}/graphql", body, {"content-type": "application/json"})`,
    '    return json.load(urlopen(request))["data"]',
    '',
    ...requests.map(
      (request) =>
        `print(json.dumps(ask("""\n${stringifyDocument(request.document).trim()}\n""", ${JSON.stringify(request.variables)}), indent=2))\n`,
    ),
  ].join('\n');

const subscribeToNothing = () => () => undefined;

/** The address of this page's server; the server itself does not know under which name it is reached. */
const useOrigin = (): string =>
  useSyncExternalStore(
    subscribeToNothing,
    () => window.location.origin,
    () => 'http://localhost:3000',
  );
