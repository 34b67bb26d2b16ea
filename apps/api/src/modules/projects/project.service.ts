import { Prediction } from '@kessho/schema/entities/prediction';
import { Project } from '@kessho/schema/entities/project';
import { ProjectPrediction } from '@kessho/schema/entities/project-prediction';
import { ProjectSearch } from '@kessho/schema/entities/project-search';
import { Search } from '@kessho/schema/entities/search';
import type { CreateProjectInput, DeleteProjectInput, ProjectEntriesInput, UpdateProjectInput } from '@kessho/schema/inputs/projects';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DeleteProjectPayload, ProjectPayload } from '@kessho/schema/results/project-payloads';
import type { DataSource, EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { Actor } from '../../auth/authenticate.js';
import { queryRows } from '../../database/query-rows.js';

const LONGEST_NAME = 100;
const LONGEST_DESCRIPTION = 10_000;
const MOST_IDS = 250;

const refused = (field: string, code: UserErrorCode, message: string): { project: null; deletedId: null; userErrors: UserError[] } => ({
  project: null,
  deletedId: null,
  userErrors: [{ field: [field], code, message, position: null }],
});

export async function createProject(database: DataSource, input: CreateProjectInput, createdById: string): Promise<ProjectPayload> {
  const { name, description } = { name: input.name.trim(), description: input.description?.trim() ?? '' };
  const userErrors = textErrors(name, description);
  if (userErrors.length > 0) return { project: null, userErrors };
  const projects = database.getRepository(Project);
  const { id } = await projects.save(projects.create({ name, description, createdById }));
  return { project: await projects.findOneByOrFail({ id }), userErrors: [] };
}

export async function updateProject(database: DataSource, input: UpdateProjectInput): Promise<ProjectPayload> {
  const project = await findProject(database, input.projectId);
  if (project === null) return NO_PROJECT;
  const { name, description } = { name: input.name?.trim() ?? project.name, description: input.description?.trim() ?? project.description };
  const userErrors = textErrors(name, description);
  if (userErrors.length > 0) return { project: null, userErrors };
  await database.getRepository(Project).update(project.id, { name, description });
  return { project: await findProject(database, input.projectId), userErrors: [] };
}

/** Its predictions and searches stay. */
export async function deleteProject(database: DataSource, { projectId }: DeleteProjectInput, actor: Actor): Promise<DeleteProjectPayload> {
  const project = await findProject(database, projectId);
  if (project === null) return NO_PROJECT;
  if (project.createdById !== actor.memberId && actor.scopes?.has('admin') !== true)
    return refused('projectId', 'NOT_YOURS', 'Only who made it and owners may delete a project');
  await database.getRepository(Project).delete(project.id);
  return { deletedId: projectId, userErrors: [] };
}

/** All of them or none. */
export function addToProject(database: DataSource, input: ProjectEntriesInput): Promise<ProjectPayload> {
  return changeEntries(database, input, async (manager, projectId, { predictions, searches }) => {
    const found = (await manager.countBy(Prediction, { id: In(predictions) })) + (await manager.countBy(Search, { id: In(searches) }));
    if (found < predictions.length + searches.length) return refused('ids', 'NOT_FOUND', 'One of these predictions and searches is not there');
    await queryRows(manager, 'INSERT INTO project_prediction (project_id, prediction_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING', [
      projectId,
      predictions,
    ]);
    await queryRows(manager, 'INSERT INTO project_search (project_id, search_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING', [
      projectId,
      searches,
    ]);
    return null;
  });
}

export function removeFromProject(database: DataSource, input: ProjectEntriesInput): Promise<ProjectPayload> {
  return changeEntries(database, input, async (manager, projectId, { predictions, searches }) => {
    await manager.delete(ProjectPrediction, { projectId, predictionId: In(predictions) });
    await manager.delete(ProjectSearch, { projectId, searchId: In(searches) });
    return null;
  });
}

/** Uuids by what they belong to. */
interface Entries {
  readonly predictions: string[];
  readonly searches: string[];
}

function changeEntries(
  database: DataSource,
  { projectId, ids }: ProjectEntriesInput,
  change: (manager: EntityManager, projectId: string, entries: Entries) => Promise<ProjectPayload | null>,
): Promise<ProjectPayload> {
  return database.transaction(async (manager) => {
    const project = await findProject(manager, projectId);
    if (project === null) return NO_PROJECT;
    if (ids.length > MOST_IDS) return refused('ids', 'TOO_MANY_IDS', `At most ${MOST_IDS} at once, not ${ids.length}`);
    const entries: Entries = { predictions: [], searches: [] };
    for (const id of new Set(ids)) {
      const node = decodeNodeId(id);
      if (node?.type === 'Prediction') entries.predictions.push(node.uuid);
      else if (node?.type === 'Search') entries.searches.push(node.uuid);
      else return refused('ids', 'NOT_FOUND', `${id.slice(0, 100)} is not the id of a prediction or a search`);
    }
    return (await change(manager, project.id, entries)) ?? { project, userErrors: [] };
  });
}

interface Started {
  readonly userErrors: UserError[];
}

/** Start something, and add it to a project where one is named; nothing is started for a project that is not there. */
export async function startInProject<Payload extends Started>(
  database: DataSource,
  projectId: string | null | undefined,
  start: () => Promise<Payload>,
  /** Node id of what was started; null where nothing was. */
  startedId: (payload: Payload) => string | null,
  refuse: (userErrors: UserError[]) => Payload,
): Promise<Payload> {
  if (projectId == null) return start();
  if ((await findProject(database, projectId)) === null) return refuse(NO_PROJECT.userErrors);
  const payload = await start();
  const id = startedId(payload);
  if (id !== null) await addToProject(database, { projectId, ids: [id] });
  return payload;
}

const NO_PROJECT = refused('projectId', 'NOT_FOUND', 'There is no such project');

async function findProject(executor: DataSource | EntityManager, id: string): Promise<Project | null> {
  const node = decodeNodeId(id);
  return node?.type === 'Project' ? executor.getRepository(Project).findOneBy({ id: node.uuid }) : null;
}

function textErrors(name: string, description: string): UserError[] {
  if (name.length === 0 || name.length > LONGEST_NAME || name.includes('\0'))
    return refused('name', 'INVALID_NAME', `A project needs a name of up to ${LONGEST_NAME} characters`).userErrors;
  if (description.length > LONGEST_DESCRIPTION || description.includes('\0'))
    return refused('description', 'INVALID_TEXT', `A description has at most ${LONGEST_DESCRIPTION} characters, none of them NUL`).userErrors;
  return [];
}
