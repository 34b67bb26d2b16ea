'use client';
import type { ProjectsQuery } from '@kessho/schema/generated/graphql';
import { CreateProjectDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Message } from '../../components/message';
import { Page } from '../../components/page';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import { classes } from '../../components/classes';
import fields from '../../components/fields.module.css';
import styles from './projects.module.css';

type Row = ProjectsQuery['projects']['edges'][number]['node'];

/** The projects of the team, and a form for a new one. */
export function ProjectsView({ projects }: ProjectsQuery) {
  const { locale, t } = useLanguage();
  const rows = projects.edges.map(({ node }) => node);
  const columns: Column<Row>[] = [
    { id: 'name', heading: t('settings.name'), isRowHeading: true, cell: ({ id, name }) => <Link href={`/projects/${id}`}>{name}</Link> },
    { id: 'predictions', heading: t('projects.predictions'), align: 'end', cell: ({ predictions }) => predictions.totalCount },
    { id: 'searches', heading: t('projects.searches'), align: 'end', cell: ({ searches }) => searches.totalCount },
    { id: 'by', heading: t('projects.by'), cell: ({ createdBy }) => createdBy.name },
    {
      id: 'created',
      heading: t('settings.created'),
      align: 'end',
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} suppressHydrationWarning>
          {formatDateTime(createdAt, locale)}
        </time>
      ),
    },
  ];
  const { hasNextPage, endCursor } = projects.pageInfo;
  const more = hasNextPage && endCursor !== null && <Link href={`/projects?after=${encodeURIComponent(endCursor)}`}>{t('home.recent.more')}</Link>;
  return (
    <Page title={t('projects.title')} lead={t('projects.lead')}>
      <Panel title={t('projects.new')}>
        <NewProjectForm />
      </Panel>
      <Panel title={t('projects.all')} isFlush={rows.length > 0} {...(more && { actions: more })}>
        {rows.length === 0 ? (
          <Message title={t('projects.none')} hint={t('projects.noneHint')} />
        ) : (
          <DataTable caption={t('projects.all')} columns={columns} rows={rows} keyOf={({ id }) => id} />
        )}
      </Panel>
    </Page>
  );
}

function NewProjectForm() {
  const { t } = useLanguage();
  const router = useRouter();
  const id = useId();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await browserClient.mutation(CreateProjectDocument, { input: { name, description } }).toPromise();
    const made = data?.createProject.project;
    setFailure(data?.createProject.userErrors[0]?.message ?? error?.message ?? null);
    if (made != null) router.push(`/projects/${made.id}`);
  };
  return (
    <form className={fields['fields']} onSubmit={(event) => void submit(event)} noValidate>
      <label className={fields['field']} htmlFor={`${id}-name`}>
        {t('settings.name')}
        <input id={`${id}-name`} value={name} maxLength={100} autoComplete="off" onChange={({ target }) => setName(target.value)} />
      </label>
      <label className={classes(fields['field'], styles['wide'])} htmlFor={`${id}-description`}>
        {t('projects.description')}
        <input
          id={`${id}-description`}
          value={description}
          maxLength={10_000}
          autoComplete="off"
          onChange={({ target }) => setDescription(target.value)}
        />
      </label>
      <Button type="submit" variant="primary" disabled={name.trim() === ''}>
        {t('projects.create')}
      </Button>
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
    </form>
  );
}
