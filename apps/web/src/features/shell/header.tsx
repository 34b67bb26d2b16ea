'use client';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useId, useRef, useState } from 'react';
import { Button } from '../../components/button';
import { useTranslate } from '../../i18n/use-translate';
import styles from './header.module.css';
import { HelpDialog } from './help-dialog';
import { Mark } from './mark';
import { PAGES } from './pages';
import { Preferences } from './preferences';
import type { Theme } from './theme';
import { useShortcuts } from '../../components/use-shortcuts';

/**
 * The bar over every page. Where it is too narrow for the links of all pages, a button shows them as a popover: the browser opens it before any script
 * has come, closes it on Escape or a press beside it, and gives the focus back. The field appears where the page has no formula field of its own.
 */
export function Header({ theme }: { theme: Theme }) {
  const t = useTranslate();
  const pathname = usePathname();
  const router = useRouter();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const menuId = useId();
  useShortcuts({
    '/': () => (document.querySelector<HTMLInputElement>('[data-formula-field]') ?? search.current)?.focus(),
    '?': () => setHelpOpen(true),
    ...Object.fromEntries(PAGES.flatMap(({ href, shortcut }) => (shortcut === null ? [] : [[`g ${shortcut.key}`, () => router.push(href)]]))),
  });
  const current = (href: string): 'page' | 'true' | undefined =>
    pathname === href ? 'page' : href !== '/' && pathname.startsWith(`${href}/`) ? 'true' : undefined;

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
        <div ref={menu} id={menuId} popover="auto" className={styles['menu']}>
          <nav className={styles['nav']} aria-label={t('nav.main')}>
            {PAGES.map(({ href, name }) => (
              <Link key={href} href={href} prefetch={false} aria-current={current(href)} onClick={() => menu.current?.hidePopover()}>
                {t(name)}
              </Link>
            ))}
          </nav>
          <div className={styles['preferences']}>
            <Preferences theme={theme} />
            <Button isIcon variant="quiet" aria-label={t('header.help')} title={`${t('header.help')} (?)`} onClick={() => setHelpOpen(true)}>
              ?
            </Button>
          </div>
        </div>
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
        <Button className={styles['open']} popoverTarget={menuId}>
          <svg viewBox="0 0 16 16" aria-hidden="true" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
            <path d="M2 4h12M2 8h12M2 12h12" />
          </svg>
          {t('header.menu')}
        </Button>
      </div>
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </header>
  );
}
