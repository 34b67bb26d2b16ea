'use client';
import { Chip } from '../../components/chip';
import { CommentsPanel } from '../../components/comments/comments-panel';
import { Facts } from '../../components/facts';
import { Formula } from '../../components/formula';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { ProjectsPanel } from '../../components/projects/projects-panel';
import { useLanguage } from '../../i18n/use-translate';
import { ConstraintsPanel } from './constraints-panel';
import { CurvePanel } from './curve-panel';
import { PhasesPanel } from './phases-panel';
import { SearchActions } from './search-actions';
import { SEARCH_TONES } from '../../components/search-tones';
import { isUnderWay } from './search-states';
import type { Search } from './search-types';
import styles from './search-view.module.css';
import { useRefresh } from '../../components/use-refresh';

/** One search: how it converges, what it found, and which operators found it. */
export function SearchView({ search }: { search: Search }) {
  const { locale, t } = useLanguage();
  useRefresh(isUnderWay(search.state));
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const { subject, state, method, seed, relaxations, budget, evaluations, energyModel, failureMessage, operators, startedBy } = search;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div>
          <div className={styles['title']}>
            <h1>
              <Formula text={subject} />
            </h1>
            <Chip tone={SEARCH_TONES[state]}>{t(`search.state.${state}`)}</Chip>
          </div>
          <p className={styles['meta']}>
            <span>{t(`search.method.${method}`)}</span>
            <span>
              {t('search.relaxations')}: {number(relaxations)} / {number(budget)}
            </span>
            <span>
              {t('search.evaluations')}: {number(evaluations)}
            </span>
            <span>
              {t('home.seed')}: {seed}
            </span>
            {startedBy !== null && <span>{t('startedBy', { name: startedBy.name })}</span>}
            {energyModel !== null && (
              <span>
                {t('structure.energies.model')}: {energyModel.name} {energyModel.version}
              </span>
            )}
          </p>
        </div>
        <SearchActions search={search} />
      </header>
      {failureMessage !== null && <Message tone="error" title={t('search.failed')} hint={failureMessage} />}
      <div className={styles['columns']}>
        <CurvePanel search={search} />
        <Panel title={t('search.operators')}>
          {operators.length === 0 ? (
            <p className={styles['lead']}>{t('search.nothingYet')}</p>
          ) : (
            <Facts
              rows={operators.map(({ operator, relaxed, newPhases }) => ({
                term: t(`search.operator.${operator}`),
                value: t('search.operator.brought', { relaxed, count: newPhases }),
              }))}
            />
          )}
        </Panel>
      </div>
      <ConstraintsPanel search={search} />
      <PhasesPanel search={search} />
      <ProjectsPanel subjectId={search.id} />
      <CommentsPanel subjectId={search.id} />
    </div>
  );
}
