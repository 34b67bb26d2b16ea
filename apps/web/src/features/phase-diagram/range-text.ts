import { formatNumber, quantityUnit } from '../../format/format-quantity';
import type { Locale } from '../../i18n/locale';
import type { PotentialRange } from './diagram-phases';

/** `−2.130 … −0.512`, `≤ −0.512` where there is no lower end. */
export function rangeText({ lowest, highest }: PotentialRange, locale: Locale): string {
  const [from, to] = [lowest === null ? null : formatNumber(lowest, 'energyPerAtom', locale), formatNumber(highest, 'energyPerAtom', locale)];
  return from === null ? `≤ ${to}` : from === to ? to : `${from} … ${to}`;
}

/** `μ(O) −2.130 … −0.512, μ(Li) ≤ −1.000 eV/atom` */
export const rangesText = (ranges: readonly PotentialRange[], locale: Locale): string =>
  `${ranges.map((range) => `μ(${range.element}) ${rangeText(range, locale)}`).join(', ')} ${quantityUnit('energyPerAtom')}`;
