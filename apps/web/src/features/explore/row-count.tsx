import { CountMaterialsDocument, CountStructuresDocument } from '@kessho/schema/generated/graphql';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';
import { kindOf } from './explore-view';
import { readFilter } from './read-filter';

/** How many rows the filter lets through. It is counted beside the list, which need not wait for it. */
export async function RowCount({ parameters }: { parameters: URLSearchParams }) {
  const [t, count] = await Promise.all([serverTranslate(), countRows(parameters)]);
  return t('explore.count', { count });
}

async function countRows(parameters: URLSearchParams): Promise<number> {
  const { materials, predictions } = readFilter(parameters);
  if (kindOf(parameters) === 'materials') return (await serverQuery(CountMaterialsDocument, { filter: materials })).materials.totalCount;
  return (await serverQuery(CountStructuresDocument, { filter: predictions })).structures.totalCount;
}
