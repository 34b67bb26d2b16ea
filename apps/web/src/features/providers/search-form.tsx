'use client';
import { StartOptimadeSearchDocument } from '@kessho/schema/generated/graphql';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import type { PlacedMistake } from '../../components/mistake-place';
import { Panel } from '../../components/panel';
import { Segmented } from '../../components/segmented';
import { useUrlChoice, useUrlState } from '../../components/use-url-state';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { QueryField } from './query-field';
import { isMistake, QUERY_MODES, readQuery } from './read-query';
import styles from './providers-view.module.css';

interface SearchFormProps {
  /** Providers that will be asked. */
  readonly enabledCount: number;
  readonly onStarted: (searchId: string) => void;
}

/** What to ask all providers that are on. What is typed stands in the address too. */
export function SearchForm({ enabledCount, onStarted }: SearchFormProps) {
  const t = useTranslate();
  const id = useId();
  const [mode, setMode] = useUrlChoice('mode', QUERY_MODES);
  const [text, setText] = useUrlState('q');
  const [spaceGroup, setSpaceGroup] = useUrlState('group');
  const [only, setOnly] = useUrlState('only');
  const [complaint, setComplaint] = useState<PlacedMistake | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const read = readQuery({ mode, text: text ?? '', isOnly: only !== null, spaceGroup: spaceGroup ?? '' });
  const unknownElement =
    isMistake(read) && mode === 'elements' ? { ...read, message: t('providers.unknownElement', { symbol: read.message }) } : null;
  const mistake = unknownElement ?? (isMistake(read) ? read : complaint);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (read === null) setComplaint({ message: t('providers.required'), position: null });
    if (read === null || isMistake(read)) return document.querySelector<HTMLElement>('[data-formula-field]')?.focus();
    setStarting(true);
    setFailure(null);
    const { data, error } = await browserClient.mutation(StartOptimadeSearchDocument, { input: read }).toPromise();
    setStarting(false);
    const payload = data?.startOptimadeSearch;
    if (payload?.search != null) return onStarted(payload.search.id);
    const [userError] = payload?.userErrors ?? [];
    const isOfText = userError?.field.some((name) => name === 'filter' || name === 'formula') === true;
    if (userError !== undefined && isOfText)
      setComplaint({ message: userError.message.replace(/^Character \d+: /, ''), position: userError.position });
    else setFailure(userError?.message ?? error?.graphQLErrors[0]?.message ?? t('error.unreachable'));
  };

  return (
    <Panel title={t('providers.search')} note={t('providers.willAsk', { count: enabledCount })}>
      <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
        <Segmented
          label={t('providers.mode')}
          value={mode}
          options={QUERY_MODES.map((value) => ({ value, label: t(`providers.mode.${value}`) }))}
          onChange={(next) => {
            setComplaint(null);
            setMode(next);
          }}
        />
        <QueryField
          mode={mode}
          text={text ?? ''}
          mistake={mistake}
          onChange={(next) => {
            setComplaint(null);
            setText(next);
          }}
        />
        <div className={styles['last']}>
          <div className={styles['field']}>
            <label className={styles['label']} htmlFor={`${id}-group`}>
              {t('providers.spaceGroup')}
            </label>
            <input
              id={`${id}-group`}
              className={styles['number']}
              type="number"
              inputMode="numeric"
              min={1}
              max={230}
              value={spaceGroup ?? ''}
              aria-describedby={`${id}-group-hint`}
              onChange={({ target }) => setSpaceGroup(target.value)}
            />
          </div>
          <p id={`${id}-group-hint`} className={styles['hint']}>
            {t('providers.spaceGroup.hint')}
          </p>
          {mode === 'elements' && (
            <label className={styles['check']}>
              <input type="checkbox" checked={only !== null} onChange={({ target }) => setOnly(target.checked ? '1' : null)} />
              {t('providers.only')}
            </label>
          )}
          <Button type="submit" variant="primary" size="large" disabled={isStarting || enabledCount === 0}>
            {isStarting ? t('home.submitting') : t('providers.submit')}
          </Button>
        </div>
        {failure !== null && (
          <p className={styles['failure']} role="alert">
            {failure}
          </p>
        )}
      </form>
    </Panel>
  );
}
