'use client';
import type { ProjectNameFragment } from '@kessho/schema/generated/graphql';
import { AddToProjectDocument, ProjectsOfDocument, RemoveFromProjectDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useCallback, useEffect, useId, useState } from 'react';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import { Panel } from '../panel';
import { ProjectChoice } from './project-choice';
import styles from './projects.module.css';

/** Projects that can be chosen, the latest. */
const CHOICES = 100;

interface Loaded {
  readonly present: readonly ProjectNameFragment[];
  readonly others: readonly ProjectNameFragment[];
}

/** The projects of a prediction or a search, and others it may be added to. Nothing where there is no project. @param subjectId its node id */
export function ProjectsPanel({ subjectId }: { subjectId: string }) {
  const t = useTranslate();
  const id = useId();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const reload = useCallback(async () => {
    const { data } = await browserClient.query(ProjectsOfDocument, { id: subjectId, choices: CHOICES }).toPromise();
    const present = data?.node != null && 'projects' in data.node ? data.node.projects : [];
    const isPresent = new Set(present.map((project) => project.id));
    const others = data?.projects.edges.map(({ node }) => node).filter((project) => !isPresent.has(project.id)) ?? [];
    setLoaded({ present, others });
  }, [subjectId]);
  useEffect(() => void reload(), [reload]);

  const add = async (projectId: string) => {
    const { data, error } = await browserClient.mutation(AddToProjectDocument, { input: { projectId, ids: [subjectId] } }).toPromise();
    setFailure(data?.addToProject.userErrors[0]?.message ?? error?.message ?? null);
    setChosen(null);
    await reload();
  };
  const remove = async (projectId: string) => {
    const { data, error } = await browserClient.mutation(RemoveFromProjectDocument, { input: { projectId, ids: [subjectId] } }).toPromise();
    setFailure(data?.removeFromProject.userErrors[0]?.message ?? error?.message ?? null);
    await reload();
  };

  if (loaded === null || (loaded.present.length === 0 && loaded.others.length === 0)) return null;
  return (
    <Panel title={t('projects.title')}>
      <ul className={styles['names']}>
        {loaded.present.map((project) => (
          <li key={project.id}>
            <Link href={`/projects/${project.id}`}>{project.name}</Link>
            <Button
              size="small"
              variant="quiet"
              aria-label={t('projects.removeFrom', { name: project.name })}
              onClick={() => void remove(project.id)}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      {loaded.others.length > 0 && (
        <div className={styles['adding']}>
          <label htmlFor={id}>{t('projects.add')}</label>
          <ProjectChoice id={id} projects={loaded.others} none="–" value={chosen} onChange={setChosen} />
          <Button disabled={chosen === null} onClick={() => chosen !== null && void add(chosen)}>
            {t('projects.addSubmit')}
          </Button>
        </div>
      )}
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
    </Panel>
  );
}
