import type { DataSource } from 'typeorm';
import type { Statement } from './record-statements.js';

/** A table of so many rows is never to be read from end to end for a page. */
const BIG_TABLE = 10_000;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

export interface ExplainedStatement {
  readonly text: string;
  /** ms, as PostgreSQL measured it. */
  readonly ms: number;
  /** Rows that were looked at in tables and indexes, most in one step of the plan. */
  readonly mostRows: number;
  readonly indexes: readonly string[];
  /** Big tables read from end to end. */
  readonly scanned: readonly string[];
  readonly plan: unknown;
}

/** Tables of a database that are too big to be read from end to end. */
export async function bigTables(database: DataSource): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ name: string }[]>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= ${BIG_TABLE}`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Carry out the reading statements again, with their plans. */
export async function explainStatements(
  database: DataSource,
  statements: readonly Statement[],
  big: ReadonlySet<string>,
): Promise<ExplainedStatement[]> {
  const explained: ExplainedStatement[] = [];
  for (const { text, parameters } of statements.filter(({ text }) => /^\s*(SELECT|WITH)\b/i.test(text))) {
    const [row] = await database.query<{ 'QUERY PLAN': readonly { Plan: PlanNode; 'Execution Time': number }[] }[]>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      [...parameters],
    );
    const [plan] = row?.['QUERY PLAN'] ?? [];
    if (plan === undefined) throw new Error(`No plan for ${text}`);
    const nodes = nodesOf(plan.Plan);
    explained.push({
      text,
      ms: Number(plan['Execution Time'].toPrecision(3)),
      mostRows: Math.max(0, ...nodes.map(rowsTouched)),
      indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
      scanned: nodes
        .filter((node) => node['Node Type'].endsWith('Seq Scan'))
        .flatMap((node) => node['Relation Name'] ?? [])
        .filter((name) => big.has(name)),
      plan: plan.Plan,
    });
  }
  return explained;
}

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const rowsTouched = (node: PlanNode): number => Math.round((node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']);
