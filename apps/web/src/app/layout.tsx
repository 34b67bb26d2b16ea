import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Header } from '../features/shell/header';
import styles from '../features/shell/header.module.css';
import { isTheme, THEME_COOKIE } from '../features/shell/theme';
import { DICTIONARIES } from '../i18n/dictionaries';
import { requestLocale, serverTranslate } from '../i18n/server';
import { LanguageProvider } from '../i18n/use-translate';
import '../styles/tokens.css';
import '../styles/base.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: { default: 'Kessho', template: '%s · Kessho' }, description: t('app.tagline') };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** Language and theme are known before anything is sent, so neither changes after the first paint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await requestLocale();
  const chosen = (await cookies()).get(THEME_COOKIE)?.value;
  const theme = isTheme(chosen) ? chosen : 'system';
  const t = await serverTranslate();
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <LanguageProvider locale={locale} dictionary={DICTIONARIES[locale]}>
          <Header theme={theme} />
          <main id="main" tabIndex={-1}>
            {children}
          </main>
          <footer className={styles['footer']}>{t('footer.note')}</footer>
        </LanguageProvider>
      </body>
    </html>
  );
}
