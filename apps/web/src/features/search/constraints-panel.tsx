'use client';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { useLanguage } from '../../i18n/use-translate';
import type { Search } from './search-types';

/** What was asked of the crystals; nothing where nothing was. */
export function ConstraintsPanel({ search: { constraints, pressureGPa } }: { search: Search }) {
  const { locale, t } = useLanguage();
  const { spaceGroups, fractions, coordination, molecules, layer, chargeNeutral, keepsBroken } = constraints;
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const bounds = ({ least, most }: { readonly least: number; readonly most: number }): string =>
    least === most ? number(least) : `${number(least)}–${number(most)}`;
  const listed = (words: readonly string[]): string | null => (words.length === 0 ? null : words.join(', '));
  const rows = [
    { term: t('search.pressure'), value: pressureGPa === 0 ? null : number(pressureGPa) },
    { term: t('search.spaceGroups'), value: listed(spaceGroups.map(String)) },
    { term: t('search.fractions'), value: listed(fractions.map(({ element, ...limits }) => `${element} ${bounds(limits)}`)) },
    {
      term: t('search.coordination'),
      value: listed(
        coordination.map(({ element, neighbor, ...limits }) => `${neighbor === null ? element : `${element}–${neighbor}`}: ${bounds(limits)}`),
      ),
    },
    { term: t('search.kept'), value: listed(molecules) },
    { term: t('search.layer'), value: layer === null ? null : number(layer.thickness) },
    { term: t('search.chargeNeutral'), value: chargeNeutral ? '✓' : null },
    { term: t('search.keepsBroken'), value: keepsBroken ? '✓' : null },
  ];
  if (rows.every(({ value }) => value === null)) return null;
  return (
    <Panel title={t('search.constraints')}>
      <Facts rows={rows} />
    </Panel>
  );
}
