import type { Locale } from '../i18n/locale';

/** A weight in (0, 1] to two significant digits: it spans orders of magnitude. */
export const formatLikelihood = (likelihood: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumSignificantDigits: 2, notation: likelihood < 1e-3 ? 'scientific' : 'standard' }).format(likelihood);
