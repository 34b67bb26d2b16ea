import type { Locale } from '../i18n/locale';

interface QuantityFormat {
  readonly unit: string;
  readonly digits: number;
  /** The shown value is the given one times this. */
  readonly factor: number;
}

const FORMATS = {
  energyPerAtom: { unit: 'eV/atom', digits: 3, factor: 1 },
  smallEnergyPerAtom: { unit: 'meV/atom', digits: 1, factor: 1000 },
  bandGap: { unit: 'eV', digits: 2, factor: 1 },
  maxForce: { unit: 'eV/Å', digits: 4, factor: 1 },
  length: { unit: 'Å', digits: 3, factor: 1 },
  angle: { unit: '°', digits: 2, factor: 1 },
  volume: { unit: 'Å³', digits: 2, factor: 1 },
  density: { unit: 'g/cm³', digits: 3, factor: 1 },
  fractional: { unit: '', digits: 4, factor: 1 },
  probability: { unit: '%', digits: 1, factor: 100 },
  pressure: { unit: 'GPa', digits: 1, factor: 1 },
  tolerance: { unit: 'Å', digits: 2, factor: 1 },
} satisfies { readonly [kind: string]: QuantityFormat };

export type QuantityKind = keyof typeof FORMATS;

export const quantityUnit = (kind: QuantityKind): string => FORMATS[kind].unit;

/** By locale and digits: making one takes longer than using it hundreds of times, and a table has hundreds of cells. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    numberFormats.set(key, format);
  }
  return format;
}

/** The number alone, rounded for display, with a true minus sign; `-0.0` becomes `0.0`. */
export function formatNumber(value: number, kind: QuantityKind, locale: Locale): string {
  const { digits, factor } = FORMATS[kind];
  const rounded = Number((value * factor).toFixed(digits));
  return numberFormat(locale, digits)
    .format(rounded === 0 ? 0 : rounded)
    .replace('-', '−');
}

/** Smaller ones would be shown as none. */
const SMALLEST_PROBABILITY = 0.001;

/** The one way a quantity becomes text: rounded, with its unit; `°` and `%` follow without a space. */
export function formatQuantity(value: number, kind: QuantityKind, locale: Locale): string {
  const unit = quantityUnit(kind);
  if (kind === 'probability' && value > 0 && value < SMALLEST_PROBABILITY) return `< ${formatNumber(SMALLEST_PROBABILITY, kind, locale)}%`;
  const separator = unit === '' || unit === '°' || unit === '%' ? '' : ' ';
  return `${formatNumber(value, kind, locale)}${separator}${unit}`;
}
