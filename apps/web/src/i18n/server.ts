import { cookies, headers } from 'next/headers';
import { DICTIONARIES } from './dictionaries';
import type { Translate } from './format-message';
import { translator } from './format-message';
import type { Locale } from './locale';
import { isLocale, LOCALE_COOKIE, localeFromHeader } from './locale';

/** The visitor's choice, or else what the browser asks for. */
export async function requestLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(chosen) ? chosen : localeFromHeader((await headers()).get('accept-language'));
}

export async function serverTranslate(): Promise<Translate> {
  const locale = await requestLocale();
  return translator(DICTIONARIES[locale], locale);
}
