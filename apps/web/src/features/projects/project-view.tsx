'use client';
import type { ProjectQuery } from '@kessho/schema/generated/graphql';
import { DeleteProjectDocument, ProjectDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { buttonClass } from '../../components/button';
import { Chip } from '../../components/chip';
import { CommentText } from '../../components/comments/comment-text';
import { ConfirmButton } from '../../components/confirm-button';
import { CopyAs } from '../../components/copy-as';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Message } from '../../components/message';
import { Page } from '../../components/page';
import { Panel } from '../../components/panel';
import { usePredictionColumns } from '../../components/prediction-columns';
import { SEARCH_TONES } from '../../components/search-tones';
import { useRefresh } from '../../components/use-refresh';
import { formatDateTime } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import fields from '../../components/fields.module.css';
import styles from './projects.module.css';

type Project = NonNullable<ProjectQuery['project']>;
type Search = Project['searches']['edges'][number]['node'];
type Comment = Project['comments']['edges'][number]['node'];

interface ProjectViewProps {
  readonly project: Project;
  /** What the page was asked with. */
  readonly variables: { readonly id: string; readonly entries: number; readonly comments: number };
}

/** A project: its predictions, its searches, and what is said of them. */
export function ProjectView({ project, variables }: ProjectViewProps) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const known = usePredictionColumns();
  const [failure, setFailure] = useState<string | null>(null);
  const { id, name, description, createdBy, createdAt } = project;
  const predictions = project.predictions.edges.map(({ node }) => node);
  const searches = project.searches.edges.map(({ node }) => node);
  const comments = project.comments.edges.map(({ node }) => node);
  useRefresh([...predictions, ...searches].some(({ state }) => state === 'RUNNING' || state === 'QUEUED'));

  const remove = async () => {
    const { data, error } = await browserClient.mutation(DeleteProjectDocument, { input: { projectId: id } }).toPromise();
    const problem = data?.deleteProject.userErrors[0]?.message ?? error?.message ?? null;
    setFailure(problem);
    if (problem === null) router.push('/projects');
  };
  const searchColumns: Column<Search>[] = [
    {
      id: 'subject',
      heading: t('search.subject'),
      isRowHeading: true,
      cell: (search) => (
        <Link href={`/searches/${search.id}`}>
          <Formula text={search.subject} />
        </Link>
      ),
    },
    { id: 'method', heading: t('search.method'), cell: ({ method }) => t(`search.method.${method}`) },
    { id: 'state', heading: t('col.state'), cell: ({ state }) => <Chip tone={SEARCH_TONES[state]}>{t(`search.state.${state}`)}</Chip> },
    { id: 'relaxations', heading: t('search.relaxations'), align: 'end', cell: ({ relaxations, budget }) => `${relaxations} / ${budget}` },
  ];

  return (
    <Page
      title={name}
      lead={description === '' ? t('projects.made', { name: createdBy.name, date: formatDateTime(createdAt, locale) }) : description}
    >
      <p className={styles['starts']}>
        <Link className={buttonClass({ variant: 'primary' })} href={`/?project=${encodeURIComponent(id)}`} prefetch={false}>
          {t('projects.predict')}
        </Link>
        <Link className={buttonClass({})} href={`/searches?project=${encodeURIComponent(id)}`} prefetch={false}>
          {t('projects.search')}
        </Link>
      </p>
      <Panel title={t('projects.predictions')} note={countOf(project.predictions)} isFlush={predictions.length > 0}>
        {predictions.length === 0 ? (
          <Message title={t('projects.empty')} hint={t('projects.emptyHint')} />
        ) : (
          <DataTable
            caption={t('projects.predictions')}
            columns={[known.formula, known.state, known.progress, known.budget, known.started]}
            rows={predictions}
            keyOf={(row) => row.id}
          />
        )}
      </Panel>
      {searches.length > 0 && (
        <Panel title={t('projects.searches')} note={countOf(project.searches)} isFlush>
          <DataTable caption={t('projects.searches')} columns={searchColumns} rows={searches} keyOf={(row) => row.id} />
        </Panel>
      )}
      {comments.length > 0 && (
        <Panel title={t('comments.title')} note={countOf(project.comments)}>
          <ul className={styles['said']}>
            {comments.toReversed().map((comment) => (
              <Said key={comment.id} comment={comment} />
            ))}
          </ul>
        </Panel>
      )}
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
      <p>
        <ConfirmButton
          text={t('projects.delete')}
          label={t('projects.delete')}
          sureText={t('projects.deleteSure')}
          sureLabel={t('projects.deleteSure')}
          onConfirm={() => void remove()}
        />
      </p>
      <CopyAs requests={[{ document: ProjectDocument, variables }]} />
    </Page>
  );
}

/** How many there are, where not all of them are shown. */
const countOf = ({ totalCount, edges }: { readonly totalCount: number; readonly edges: readonly unknown[] }): string =>
  totalCount > edges.length ? `${edges.length} / ${totalCount}` : String(totalCount);

const PAGE_OF: Readonly<Record<string, string>> = {
  Prediction: 'predictions',
  RelaxedStructure: 'structures',
  Search: 'searches',
};

function Said({ comment }: { comment: Comment }) {
  const { locale, t } = useLanguage();
  const { author, body, createdAt, subject } = comment;
  return (
    <li>
      <strong>{author.name}</strong> <Link href={`/${PAGE_OF[subject.__typename] ?? ''}/${subject.id}`}>{t('projects.commented')}</Link>{' '}
      <time dateTime={createdAt} suppressHydrationWarning>
        {formatDateTime(createdAt, locale)}
      </time>
      <CommentText text={body} />
    </li>
  );
}
