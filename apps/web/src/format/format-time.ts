import type { Locale } from '../i18n/locale';

/** A date and time of the visitor's zone, to the minute. */
export const formatDateTime = (iso: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

/** A date and time of the visitor's zone, to the second. */
export const formatTimestamp = (iso: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' }).format(new Date(iso));

/** Milliseconds as `42 s`, `3 min 5 s` or `2 h 10 min`. */
export function formatDuration(durationMs: number, locale: Locale): string {
  const seconds = Math.round(durationMs / 1000);
  const unit = unitsOf(locale);
  if (seconds < 60) return unit(seconds, 'second');
  if (seconds < 3600) return `${unit(Math.floor(seconds / 60), 'minute')} ${unit(seconds % 60, 'second')}`;
  return `${unit(Math.floor(seconds / 3600), 'hour')} ${unit(Math.floor((seconds % 3600) / 60), 'minute')}`;
}

/** An estimate is not to the second: `40 s`, `3 min`, `2 h 10 min`; null below 5 s. */
export function formatTimeLeft(durationMs: number, locale: Locale): string | null {
  const seconds = durationMs / 1000;
  const unit = unitsOf(locale);
  if (seconds < 5) return null;
  if (seconds < 55) return unit(10 * Math.ceil(seconds / 10), 'second');
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? unit(minutes, 'minute') : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

const unitsOf =
  (locale: Locale) =>
  (value: number, name: 'second' | 'minute' | 'hour'): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
