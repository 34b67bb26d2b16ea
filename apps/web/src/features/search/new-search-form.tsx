'use client';
import type { ProjectNameFragment, SearchMethod } from '@kessho/schema/generated/graphql';
import { StartSearchDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import { classes } from '../../components/classes';
import { ProjectChoice, useChosenProject } from '../../components/projects/project-choice';
import { useUrlState } from '../../components/use-url-state';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { ConstraintFields, NO_CONSTRAINTS } from './constraint-fields';
import { readConstraints } from './read-constraints';
import fields from '../../components/fields.module.css';
import styles from './search-view.module.css';

const OF_ONE_COMPOSITION: readonly SearchMethod[] = ['EVOLUTIONARY', 'RANDOM', 'LAQA', 'BAYESIAN', 'HOPPING'];

/** What to search, how, and how much to spend. A chemical system is searched by its hull. */
export function NewSearchForm({ projects }: { projects: readonly ProjectNameFragment[] }) {
  const t = useTranslate();
  const router = useRouter();
  const id = useId();
  const [subjectInUrl, setSubject] = useUrlState('subject');
  const subject = subjectInUrl ?? '';
  const isSystem = subject.includes('-');
  const [method, setMethod] = useState<SearchMethod>('EVOLUTIONARY');
  const [budget, setBudget] = useState('100');
  const [maxAtoms, setMaxAtoms] = useState('20');
  const [seed, setSeed] = useState('1');
  const [projectId, setProject] = useChosenProject(projects);
  const [typed, setTyped] = useState(NO_CONSTRAINTS);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [isStarting, setStarting] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const constraints = readConstraints(typed, isSystem);
    if ('unreadable' in constraints) return setFailures([t('search.unreadable', { text: constraints.unreadable })]);
    setStarting(true);
    setFailures([]);
    const what = { subject, method: isSystem ? ('HULL' as const) : method, budget: Number(budget), maxAtoms: Number(maxAtoms), seed, projectId };
    const input = { ...what, ...constraints };
    const { data, error } = await browserClient.mutation(StartSearchDocument, { input }).toPromise();
    const payload = data?.startSearch;
    if (payload?.search != null) return router.push(`/searches/${payload.search.id}`);
    setStarting(false);
    setFailures(
      payload?.userErrors.map(({ message, position }) =>
        position === null ? message : `${t('formula.position', { position: position + 1 })}: ${message}`,
      ) ?? [error?.graphQLErrors[0]?.message ?? t('error.unreachable')],
    );
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <div className={fields['fields']}>
        <label className={classes(fields['field'], styles['subject'])} htmlFor={`${id}-subject`}>
          {t('search.subject')}
          <input
            id={`${id}-subject`}
            value={subject}
            placeholder="TiO2, Mg-Si-O, MgO-SiO2"
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            aria-invalid={failures.length > 0}
            onChange={({ target }) => setSubject(target.value)}
          />
        </label>
        <label className={fields['field']} htmlFor={`${id}-method`}>
          {t('search.method')}
          <select
            id={`${id}-method`}
            disabled={isSystem}
            value={isSystem ? 'HULL' : method}
            onChange={({ target }) => setMethod(OF_ONE_COMPOSITION.find((known) => known === target.value) ?? 'EVOLUTIONARY')}
          >
            {(isSystem ? (['HULL'] as const) : OF_ONE_COMPOSITION).map((known) => (
              <option key={known} value={known}>
                {t(`search.method.${known}`)}
              </option>
            ))}
          </select>
        </label>
        <label className={fields['field']} htmlFor={`${id}-budget`}>
          {t('search.relaxations')}
          <input id={`${id}-budget`} type="number" min={1} max={100000} value={budget} onChange={({ target }) => setBudget(target.value)} />
        </label>
        <label className={fields['field']} htmlFor={`${id}-atoms`}>
          {t('home.maxAtoms')}
          <input id={`${id}-atoms`} type="number" min={1} max={300} value={maxAtoms} onChange={({ target }) => setMaxAtoms(target.value)} />
        </label>
        <label className={fields['field']} htmlFor={`${id}-seed`}>
          {t('home.seed')}
          <input id={`${id}-seed`} value={seed} maxLength={200} onChange={({ target }) => setSeed(target.value)} />
        </label>
        {projects.length > 0 && (
          <label className={fields['field']} htmlFor={`${id}-project`}>
            {t('projects.one')}
            <ProjectChoice id={`${id}-project`} projects={projects} none={t('projects.noneChosen')} value={projectId} onChange={setProject} />
          </label>
        )}
        <Button type="submit" variant="primary" disabled={isStarting}>
          {isStarting ? t('home.submitting') : t('search.start')}
        </Button>
      </div>
      <ConstraintFields typed={typed} isHull={isSystem} onChange={setTyped} />
      <div role="status">
        {failures.map((failure) => (
          <p key={failure} className={fields['failure']}>
            {failure}
          </p>
        ))}
      </div>
    </form>
  );
}
