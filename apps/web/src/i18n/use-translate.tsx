'use client';
import type { ReactNode } from 'react';
import { createContext, use, useMemo } from 'react';
import type { Dictionary, Translate } from './format-message';
import { translator } from './format-message';
import type { Locale } from './locale';

interface Language {
  readonly locale: Locale;
  readonly t: Translate;
}

const LanguageContext = createContext<Language | null>(null);

/** Hands the texts of one language, chosen on the server, to all client components. */
export function LanguageProvider({ locale, dictionary, children }: { locale: Locale; dictionary: Dictionary; children: ReactNode }) {
  const language = useMemo(() => ({ locale, t: translator(dictionary, locale) }), [locale, dictionary]);
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

export function useLanguage(): Language {
  const language = use(LanguageContext);
  if (language === null) throw new Error('useLanguage needs a LanguageProvider above it');
  return language;
}

export const useTranslate = (): Translate => useLanguage().t;
