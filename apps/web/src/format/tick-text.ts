import type { Locale } from '../i18n/locale';

/** A number at an axis, as short as it is, with a true minus sign. */
export const tickText = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(value === 0 ? 0 : value).replace('-', '−');
