import type { Locale } from '../i18n/locale';

/** Weights below this are all alike: as good as never seen. */
const SMALLEST_SHOWN = 1e-4;

/** A weight in (0, 1] to two significant digits: it spans orders of magnitude. */
export function formatLikelihood(likelihood: number, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });
  return likelihood < SMALLEST_SHOWN ? `< ${SMALLEST_SHOWN.toLocaleString(locale, { maximumSignificantDigits: 1 })}` : format.format(likelihood);
}
