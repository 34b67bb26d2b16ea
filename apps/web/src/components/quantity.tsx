'use client';
import type { QuantityKind } from '../format/format-quantity';
import { formatNumber, formatQuantity } from '../format/format-quantity';
import { useLanguage } from '../i18n/use-translate';

/** A quantity with its unit, or a dash that says "not computed". In tables whose heading names the unit, `bare` leaves it out. */
export function Quantity({ value, kind, bare = false }: { value: number | null | undefined; kind: QuantityKind; bare?: boolean }) {
  const { locale, t } = useLanguage();
  if (value === null || value === undefined) {
    return (
      <span title={t('value.notComputed')}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{t('value.notComputed')}</span>
      </span>
    );
  }
  return <span>{bare ? formatNumber(value, kind, locale) : formatQuantity(value, kind, locale)}</span>;
}
