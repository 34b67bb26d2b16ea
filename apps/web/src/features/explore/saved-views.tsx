'use client';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button';
import { Menu } from '../../components/menu';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';
import { PAGE_PARAMETERS } from './explore-view';
import type { ExploreAddress } from './use-explore-address';

interface SavedView {
  readonly name: string;
  /** The address after the question mark. */
  readonly search: string;
}

const STORAGE_KEY = 'kessho-explore-views';

/** Filter, order and columns under a name, kept in this browser. */
export function SavedViews({ address: { parameters, replace } }: { address: ExploreAddress }) {
  const t = useTranslate();
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [name, setName] = useState('');
  useEffect(() => setViews(readViews(localStorage.getItem(STORAGE_KEY))), []);
  const store = (next: readonly SavedView[]) => {
    setViews(next);
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  };
  const save = () => {
    const search = new URLSearchParams(parameters);
    for (const parameter of PAGE_PARAMETERS) search.delete(parameter);
    store([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search: search.toString() }]);
    setName('');
  };
  return (
    <Menu label={t('explore.views')}>
      {views.length === 0 && <p className={styles['hint']}>{t('explore.views.none')}</p>}
      <ul className={styles['views']}>
        {views.map((view) => (
          <li key={view.name}>
            <Button size="small" variant="quiet" onClick={() => replace(view.search)}>
              {view.name}
            </Button>
            <Button
              size="small"
              variant="quiet"
              isIcon
              aria-label={t('explore.views.delete', { name: view.name })}
              onClick={() => store(views.filter((other) => other !== view))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={styles['saveView']}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') save();
        }}
      >
        <input
          className={styles['input']}
          aria-label={t('explore.views.name')}
          placeholder={t('explore.views.name')}
          value={name}
          maxLength={60}
          onChange={({ target }) => setName(target.value)}
        />
        <Button size="small" type="submit">
          {t('explore.views.save')}
        </Button>
      </form>
    </Menu>
  );
}

/** What another version or another hand left in the storage is passed over. */
function readViews(text: string | null): SavedView[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored) ? stored.filter(isSavedView) : [];
  } catch {
    return [];
  }
}

const isSavedView = (value: unknown): value is SavedView =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'search' in value &&
  typeof value.search === 'string';
