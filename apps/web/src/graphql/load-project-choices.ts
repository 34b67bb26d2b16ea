import type { ProjectNameFragment } from '@kessho/schema/generated/graphql';
import { ChosenProjectDocument, ProjectChoicesDocument } from '@kessho/schema/generated/graphql';
import { orMissing } from './or-missing';
import { serverQuery } from './server-query';

/** Projects that can be chosen, the latest. */
const CHOICES = 100;

/** What a new prediction or search may be added to: the latest projects, before them the one that is chosen, if it is older. Asked on the server, so that a form costs no script for it. */
export async function loadProjectChoices(chosen: string | string[] | undefined): Promise<readonly ProjectNameFragment[]> {
  const [{ projects }, answer] = await Promise.all([
    serverQuery(ProjectChoicesDocument, { first: CHOICES }),
    typeof chosen === 'string' ? orMissing(serverQuery(ChosenProjectDocument, { id: chosen })) : 'missing',
  ]);
  const latest = projects.edges.map(({ node }) => node);
  const project = typeof answer === 'string' ? null : answer.project;
  return project === null || latest.some(({ id }) => id === project.id) ? latest : [project, ...latest];
}
