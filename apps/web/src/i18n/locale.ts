export const LOCALES = ['en', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = 'kessho-locale';

export const isLocale = (text: string | undefined): text is Locale => LOCALES.some((locale) => locale === text);

/** The first language of an `Accept-Language` header that we have; English otherwise. */
export function localeFromHeader(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality = 'q=1'] = part.trim().split(';');
      return { language: tag.slice(0, 2).toLowerCase(), quality: Number(quality.replace('q=', '')) };
    })
    .sort((first, second) => second.quality - first.quality);
  return wanted.map(({ language }) => language).find(isLocale) ?? 'en';
}
