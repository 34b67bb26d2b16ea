import type { CandidateFilter, MaterialFilter, PredictionFilter, StructureFilter } from '@kessho/schema/inputs/filters';
import { encodeNodeId } from '@kessho/schema/node-id';
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataSource } from '../src/database/data-source.js';
import { filterCondition } from '../src/database/filter-conditions.js';
import type { KeysetList, KeysetOrder, KeysetQuery, KeysetRow, SqlCondition } from '../src/database/keyset-page.js';
import { countStatement, keysetStatement } from '../src/database/keyset-page.js';
import { migrate } from '../src/database/migrate.js';
import { CANDIDATE_CONDITIONS, CANDIDATE_LIST, CANDIDATES_OF_MATERIAL } from '../src/modules/candidates/candidate.list.js';
import { COMPOSITION_LIST } from '../src/modules/compositions/composition.list.js';
import { materialConditions, MATERIAL_LIST, MATERIALS_OF_COMPOSITION } from '../src/modules/materials/material.list.js';
import { EVENT_LIST } from '../src/modules/predictions/prediction-event.list.js';
import { PREDICTION_CONDITIONS, PREDICTION_LIST, PREDICTIONS_OF_COMPOSITION } from '../src/modules/predictions/prediction.list.js';
import {
  structureConditions,
  STRUCTURE_LIST,
  STRUCTURES_MATCHING_MATERIAL,
  STRUCTURES_OF_COMPOSITION,
  STRUCTURES_OF_PREDICTION,
} from '../src/modules/structures/structure.list.js';
import { parseFilter } from '@kessho/core/formats/optimade-filter/parse-filter';
import { structureList } from '../src/optimade/entries/structure-source.js';
import { structureType } from '../src/optimade/entries/structure-type.js';
import { compileFilter } from '../src/optimade/filter/compile-filter.js';
import { fillDatabase, FILLED } from './support/filled-database.js';
import type { TestServer } from './support/test-database.js';
import { startTestServer } from './support/test-database.js';

let server: TestServer;
let database: DataSource;
/** Rows that lists hang on; the prediction is one of those with candidates. */
const parents: Record<string, string> = {};

beforeAll(async () => {
  server = await startTestServer();
  const url = await server.createDatabase();
  const options = { url, applicationName: 'test', poolSize: 2, statementTimeoutMs: 60_000, onConnectionError: () => undefined };
  database = await createDataSource(options).initialize();
  await migrate(database, url);
  await fillDatabase(database);
  for (const kind of ['prediction', 'composition', 'material']) {
    const [row] = await database.query<{ id: string }[]>('SELECT md5($1)::uuid AS id', [`${kind}7`]);
    parents[kind] = row?.id ?? '';
  }
});
afterAll(async () => {
  await database.destroy();
  await server.stop();
});

type AnyList = KeysetList<string>;
interface Case {
  readonly list: AnyList;
  readonly order: KeysetOrder<string>;
  readonly parent?: 'prediction' | 'composition' | 'material';
  readonly where?: SqlCondition;
  readonly filter?: string;
}

const EVERYTHING: SqlCondition = () => 'TRUE';
const PAGE = 20;
/** Rows that a page may touch in any table: its own, those of the segment without values, and some that the planner finds cheaper to skip than to look up. */
const MOST_ROWS = 1000;
/** Pages begin this deep as well; under a parent as deep as it goes. */
const DEEP = 5000;

/** Every order of a list that stands alone, both ways. */
const allOrders = (list: AnyList): Case[] =>
  Object.keys(list.orders).flatMap((field) => (['asc', 'desc'] as const).map((direction) => ({ list, order: { field, direction } })));
const under = (parent: NonNullable<Case['parent']>, list: AnyList): Case[] => [{ list, parent, order: list.defaultOrder[0] as KeysetOrder<string> }];
const filtered = (list: AnyList, filter: string, where: SqlCondition): Case => ({
  list,
  filter,
  where,
  order: list.defaultOrder[0] as KeysetOrder<string>,
});

/** Of materials, by the columns that imports fill. */
function materialFilters(): Case[] {
  const filters: Readonly<Record<string, MaterialFilter>> = {
    'source ids': { sourceId: ['mp-22862'] },
    formula: { formula: 'NaCl' },
    'anonymous formula': { anonymousFormula: 'ABC7' },
    'chemical system': { chemicalSystem: 'Na-Cl-*' },
    elements: { elements: { hasAll: ['Na', 'Cl'] } },
    'space group': { spaceGroupNumber: [225] },
    prototype: { prototype: ['A_7', 'A_8'] },
    stable: { energyAboveHull: { lte: 1e-3 } },
    'formation energy': { formationEnergyPerAtom: { lt: -1.99 } },
    'band gap': { bandGap: { gte: 8.99 } },
    volume: { volumePerAtom: { lt: 10.02 } },
    'several at once': { spaceGroupNumber: [62, 225], energyAboveHull: { lte: 0.5 }, or: [{ prototype: ['A_61'] }, { sourceId: ['mp-61'] }] },
  };
  return Object.entries(filters).map(([name, filter]) =>
    filtered(MATERIAL_LIST, name, filterCondition<MaterialFilter>(filter, materialConditions('exmpl'))),
  );
}

const OPTIMADE_TYPE = structureType('exmpl');
const OPTIMADE_LIST = structureList(OPTIMADE_TYPE);
/** Typical filters of OPTIMADE. */
const OPTIMADE_FILTERS = [
  'elements HAS ALL "A7","B7"',
  'elements HAS ALL "A7","C7" AND nelements = 3',
  'elements HAS ANY "A1","A2" AND elements HAS "C9"',
  'elements HAS ONLY "A7"',
  'chemical_formula_reduced = "A7B7C73"',
  'chemical_formula_descriptive = "X77"',
  'chemical_formula_reduced STARTS WITH "A77B"',
  'space_group_it_number = 225',
  '_exmpl_energy_above_hull < 0.01 AND elements HAS "A9"',
  '_exmpl_band_gap > 8.99',
  '_exmpl_prototype = "A_7"',
  'last_modified > "2999-01-01T00:00:00Z"',
  'elements:elements_ratios HAS "A9":>0.1',
  'id = "00000000-0000-4000-8000-000000000000"',
];

/** Of a member of the filled database: the first has started nearly all predictions, the second one in a thousand. */
const memberId = (k: string): string =>
  encodeNodeId(
    'Member',
    createHash('md5')
      .update(`member${k}`)
      .digest('hex')
      .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  );

const CASES: Case[] = [
  ...[PREDICTION_LIST, STRUCTURE_LIST, MATERIAL_LIST, COMPOSITION_LIST].flatMap(allOrders),
  ...allOrders(OPTIMADE_LIST),
  ...OPTIMADE_FILTERS.map((filter) =>
    filtered(OPTIMADE_LIST, filter, (parameters) => compileFilter(parseFilter(filter), { entry: OPTIMADE_TYPE, parameters })),
  ),
  ...allOrders(CANDIDATE_LIST).map((one) => ({ ...one, parent: 'prediction' as const })),
  ...under('prediction', STRUCTURES_OF_PREDICTION),
  ...under('prediction', EVENT_LIST),
  ...under('composition', PREDICTIONS_OF_COMPOSITION),
  ...under('composition', STRUCTURES_OF_COMPOSITION),
  ...under('composition', MATERIALS_OF_COMPOSITION),
  ...under('material', STRUCTURES_MATCHING_MATERIAL),
  ...under('material', CANDIDATES_OF_MATERIAL),
  filtered(PREDICTION_LIST, 'running', filterCondition<PredictionFilter>({ state: ['running'] }, PREDICTION_CONDITIONS)),
  filtered(PREDICTION_LIST, 'formula', filterCondition<PredictionFilter>({ formula: 'NaCl' }, PREDICTION_CONDITIONS)),
  ...['1', '2'].map((k) =>
    filtered(PREDICTION_LIST, `started by member ${k}`, filterCondition<PredictionFilter>({ startedBy: [memberId(k)] }, PREDICTION_CONDITIONS)),
  ),
  filtered(STRUCTURE_LIST, 'formula', filterCondition<StructureFilter>({ formula: 'NaCl' }, structureConditions('exmpl'))),
  filtered(STRUCTURE_LIST, 'elements', filterCondition<StructureFilter>({ elements: { hasAll: ['Na', 'Cl'] } }, structureConditions('exmpl'))),
  filtered(STRUCTURE_LIST, 'first ranks', filterCondition<StructureFilter>({ rank: { lte: 1 } }, structureConditions('exmpl'))),
  ...materialFilters(),
  {
    ...(under('prediction', CANDIDATE_LIST)[0] as Case),
    filter: 'state',
    where: filterCondition<CandidateFilter>({ state: ['ranked'] }, CANDIDATE_CONDITIONS),
  },
];

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const rowsTouched = (node: PlanNode): number => (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];

const explain = (query: KeysetQuery<string>): Promise<PlanNode[]> => {
  const { text, values } = keysetStatement(query);
  return explainText(text, values);
};

async function explainText(text: string, values: readonly unknown[]): Promise<PlanNode[]> {
  const [row] = await database.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...values]);
  return (row?.['QUERY PLAN'] ?? []).flatMap(({ Plan }) => nodesOf(Plan));
}

describe('a page of a list', () => {
  it.each(CASES.map((one) => [`${one.list.name} by ${one.order.field} ${one.order.direction}${one.filter ? `, ${one.filter}` : ''}`, one] as const))(
    '%s reads no table whole, at the start and deep inside, forward and backward',
    async (_name, { list, order, parent, where = EVERYTHING }) => {
      for (const backward of [false, true]) {
        const page = { limit: PAGE, backward, cursor: null };
        const query: KeysetQuery<string> = { list, parentIds: parent ? [parents[parent] ?? ''] : null, where, order: [order], page, cursor: null };
        const { text, values } = keysetStatement({ ...query, page: { ...page, limit: DEEP } });
        const last = (await database.query<KeysetRow[]>(text, values)).at(-1);
        const starts = last === undefined ? [null] : [null, { values: [last.k0 ?? null], id: last.id }];
        for (const cursor of starts) {
          const nodes = await explain({ ...query, cursor });
          const heavy = nodes.filter((node) => node['Relation Name'] !== undefined && rowsTouched(node) > MOST_ROWS);
          expect(heavy.map((node) => [node['Node Type'], node['Relation Name'], rowsTouched(node)])).toEqual([]);
        }
      }
    },
  );

  it('is in the order it says, whole and without repetition, where values are missing too', async () => {
    for (const [list, field, count] of [
      [PREDICTION_LIST, 'finished-at', FILLED.predictions],
      [STRUCTURE_LIST, 'rank', FILLED.structures],
    ] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const walked: string[] = [];
        for (let cursor: KeysetQuery<string>['cursor'] = null; ;) {
          const page = { limit: 4999, backward: false, cursor: null };
          const statement: ReturnType<typeof keysetStatement> = keysetStatement<string>({
            list,
            parentIds: null,
            where: EVERYTHING,
            order: [{ field, direction }],
            page,
            cursor,
          });
          const rows: KeysetRow[] = await database.query<KeysetRow[]>(statement.text, statement.values);
          const shown = rows.slice(0, page.limit);
          walked.push(...shown.map(({ id }) => id));
          const last = shown.at(-1);
          if (rows.length <= page.limit || last === undefined) break;
          cursor = { values: [last.k0 ?? null], id: last.id };
        }
        const { column } = (list as AnyList).orders[field] as { column: string };
        const [table] = list.from.split(' ');
        const sorted = await database.query<{ id: string }[]>(
          `SELECT t.id FROM ${table} t ORDER BY ${column} ${direction} NULLS LAST, ${column} IS NULL, t.id ${direction}`,
        );
        expect(walked).toHaveLength(count);
        expect(walked).toEqual(sorted.map(({ id }) => id));
      }
    }
  });
});

describe('a filter of OPTIMADE', () => {
  it.each(OPTIMADE_FILTERS)('counts what matches %s by indexes', async (filter) => {
    const where: SqlCondition = (parameters) => compileFilter(parseFilter(filter), { entry: OPTIMADE_TYPE, parameters });
    const { text, values } = countStatement({ list: OPTIMADE_LIST, parentIds: null, where });
    const nodes = await explainText(text, values);
    expect(nodes.filter((node) => node['Node Type'].includes('Seq Scan')).map((node) => node['Relation Name'])).toEqual([]);
  });
});

describe('the table of OPTIMADE', () => {
  it.each([
    ['one crystal', `UPDATE material SET nsites = nsites WHERE id = md5('material7')::uuid`],
    [
      'several crystals',
      `UPDATE material SET nsites = nsites WHERE id = ANY(ARRAY(SELECT md5('material' || k)::uuid FROM generate_series(1, 8) AS k))`,
    ],
    ['one structure', `UPDATE relaxed_structure SET rank = rank WHERE id = md5('structure7')::uuid`],
  ])('follows a change of %s without reading any table whole', async (_name, statement) => {
    const read = await database.transaction(async (manager) => {
      const rowsRead = async (): Promise<number> => {
        const [row] = await manager.query<{ rows: number }[]>('SELECT sum(seq_tup_read)::int AS rows FROM pg_stat_xact_user_tables');
        return row?.rows ?? NaN;
      };
      const before = await rowsRead();
      await manager.query(statement);
      return (await rowsRead()) - before;
    });
    expect(read).toBeLessThan(MOST_ROWS);
  });
});

describe('the columns of orders', () => {
  it('say whether they may be empty as the tables do', async () => {
    const columns = await database.query<{ name: string; nullable: boolean }[]>(
      `SELECT table_name || '.' || column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    const inTable = new Map(columns.map(({ name, nullable }) => [name, nullable]));
    const lists: AnyList[] = CASES.map(({ list }) => list);
    for (const list of new Set(lists)) {
      const [table] = list.from.split(' ');
      for (const { column, nullable = false } of Object.values(list.orders))
        expect([column, nullable]).toEqual([column, inTable.get(column.replace('t.', `${table}.`))]);
    }
  });
});
