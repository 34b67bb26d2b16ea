'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Locale } from '../../i18n/locale';
import { isLocale, LOCALE_COOKIE } from '../../i18n/locale';
import { useLanguage } from '../../i18n/use-translate';
import styles from './header.module.css';
import { remember } from './remember';
import type { Theme } from './theme';
import { isTheme, THEME_COOKIE, THEMES } from './theme';

/** Autonyms: each language in itself. */
const LANGUAGE_NAMES: { readonly [locale in Locale]: string } = { en: 'English', ja: '日本語' };

/** The choice of theme and language. */
export function Preferences({ theme: first }: { theme: Theme }) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const [theme, setTheme] = useState(first);
  return (
    <>
      <label className={styles['preference']}>
        <span>{t('header.language')}</span>
        <select
          title={t('header.language')}
          value={locale}
          onChange={({ target }) => {
            if (!isLocale(target.value)) return;
            remember(LOCALE_COOKIE, target.value);
            router.refresh();
          }}
        >
          {Object.entries(LANGUAGE_NAMES).map(([value, name]) => (
            <option key={value} value={value} lang={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles['preference']}>
        <span>{t('header.theme')}</span>
        <select
          title={t('header.theme')}
          value={theme}
          onChange={({ target }) => {
            if (!isTheme(target.value)) return;
            setTheme(target.value);
            remember(THEME_COOKIE, target.value);
            document.documentElement.dataset['theme'] = target.value;
          }}
        >
          {THEMES.map((value) => (
            <option key={value} value={value}>
              {t(`header.theme.${value}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
