import { formatNumber } from '../../format/format-quantity';
import type { Locale } from '../../i18n/locale';

/** One value that a provider reports, under its own name: `_mp_stability.r2scan.energy_above_hull`. */
export interface ReportedValue {
  readonly name: string;
  readonly text: string;
}

/** Numbers and texts of what a provider reports; of nested ones each under its path. */
export function reportedValues(value: unknown, locale: Locale, path = ''): readonly ReportedValue[] {
  if (typeof value === 'number') return [{ name: path, text: formatNumber(value, 'energyPerAtom', locale) }];
  if (typeof value === 'string' || typeof value === 'boolean') return [{ name: path, text: String(value) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => reportedValues(inner, locale, path === '' ? name : `${path}.${name}`));
}
