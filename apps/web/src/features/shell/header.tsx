'use client';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '../../components/button';
import { useTranslate } from '../../i18n/use-translate';
import styles from './header.module.css';
import { HelpDialog } from './help-dialog';
import { Mark } from './mark';
import { PAGES } from './pages';
import { Preferences } from './preferences';
import type { Theme } from './theme';
import { useShortcuts } from '../../components/use-shortcuts';

/** The bar over every page. Its field appears where the page has no formula field of its own. */
export function Header({ theme }: { theme: Theme }) {
  const t = useTranslate();
  const pathname = usePathname();
  const router = useRouter();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useShortcuts({
    '/': () => (document.querySelector<HTMLInputElement>('[data-formula-field]') ?? search.current)?.focus(),
    '?': () => setHelpOpen(true),
    ...Object.fromEntries(PAGES.flatMap(({ href, shortcut }) => (shortcut === null ? [] : [[`g ${shortcut.key}`, () => router.push(href)]]))),
  });
  const current = (href: string): 'page' | undefined => (pathname === href ? 'page' : undefined);

  return (
    <header className={styles['header']}>
      <a className={styles['skip']} href="#main">
        {t('app.skip')}
      </a>
      <div className={styles['bar']}>
        {/* Pages are made on demand: fetching them all because their links are seen would hold up the one that was asked for. */}
        <Link className={styles['brand']} href="/" prefetch={false}>
          <Mark />
          Kessho
          <span className={styles['kanji']} lang="ja" aria-hidden="true">
            結晶
          </span>
        </Link>
        <nav className={styles['nav']} aria-label={t('nav.main')}>
          {PAGES.map(({ href, name }) => (
            <Link key={href} href={href} prefetch={false} aria-current={current(href)}>
              {t(name)}
            </Link>
          ))}
        </nav>
        <div className={styles['end']}>
          {pathname !== '/' && (
            <form
              className={styles['search']}
              role="search"
              onSubmit={(event) => {
                event.preventDefault();
                const formula = search.current?.value.trim() ?? '';
                if (formula !== '') router.push(`/?formula=${encodeURIComponent(formula)}`);
              }}
            >
              <input
                ref={search}
                aria-label={t('header.search')}
                placeholder={t('header.search')}
                autoCapitalize="off"
                autoComplete="off"
                autoCorrect="off"
                spellCheck={false}
              />
              <kbd aria-hidden="true">/</kbd>
            </form>
          )}
          <Preferences theme={theme} />
          <Button
            isIcon
            variant="quiet"
            className={styles['help']}
            aria-label={t('header.help')}
            title={`${t('header.help')} (?)`}
            onClick={() => setHelpOpen(true)}
          >
            ?
          </Button>
        </div>
      </div>
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </header>
  );
}
