import { Project } from '@kessho/schema/entities/project';
import type { DataSource } from 'typeorm';
import { In } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { BatchRead } from '../../graphql/data-loaders.js';

/** Projects of each prediction, by name. */
export const projectsByPrediction: BatchRead<Project[]> = (database, ids) => projectsBy(database, 'project_prediction', 'prediction_id', ids);

/** Projects of each search, by name. */
export const projectsBySearch: BatchRead<Project[]> = (database, ids) => projectsBy(database, 'project_search', 'search_id', ids);

async function projectsBy(database: DataSource, table: string, column: string, ids: readonly string[]): Promise<Map<string, Project[]>> {
  const entries = await queryRows<{ entry: string; project: string }>(
    database,
    `SELECT ${column} AS entry, project_id AS project FROM ${table} WHERE ${column} = ANY($1::uuid[])`,
    [ids],
  );
  const projects = await database
    .getRepository(Project)
    .find({ where: { id: In([...new Set(entries.map(({ project }) => project))]) }, order: { name: 'ASC', id: 'ASC' } });
  return new Map(ids.map((id) => [id, projects.filter((project) => entries.some((entry) => entry.entry === id && entry.project === project.id))]));
}
