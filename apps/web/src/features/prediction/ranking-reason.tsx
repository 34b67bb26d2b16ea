'use client';
import { Fragment } from 'react';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { formatLikelihood } from '../../format/format-likelihood';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { RankedRow } from './prediction-types';
import styles from './prediction-view.module.css';

/** Stand in the text for the two structures, whose symbols are typeset. */
const [FIRST, SECOND] = ['\uE000', '\uE001'];
const MARKS = /([\uE000\uE001])/;

/** Why the first structure stands before the second: what the energy says, and what the fit of the prototypes says. */
export function RankingReason({ first, second }: { first: RankedRow; second: RankedRow }) {
  const { locale, t } = useLanguage();
  const difference = second.energyPerAtom - first.energyPerAtom;
  const [fit1, fit2] = [first.candidate.likelihood, second.candidate.likelihood];
  const key = difference >= 0 ? (fit1 >= fit2 ? 'both' : 'energy') : fit1 > fit2 ? 'likelihood' : 'other';
  const isSameGroup = first.spaceGroup?.number === second.spaceGroup?.number;
  const nameOf = ({ spaceGroup, rank }: RankedRow) => (
    <>
      {spaceGroup === null ? `#${rank}` : <SpaceGroupSymbol symbol={spaceGroup.symbol} />}
      {spaceGroup !== null && isSameGroup && ` (${rank})`}
    </>
  );
  const names: { readonly [mark: string]: RankedRow } = { [FIRST]: first, [SECOND]: second };
  const text = t(`prediction.why.${key}`, {
    first: FIRST,
    second: SECOND,
    energy: formatQuantity(Math.abs(difference), 'smallEnergyPerAtom', locale),
    p1: formatLikelihood(fit1, locale),
    p2: formatLikelihood(fit2, locale),
  });
  return (
    <p className={styles['note']}>
      <strong>{t('prediction.why.lead')}.</strong>{' '}
      {text.split(MARKS).map((part, index) => (
        <Fragment key={index}>{names[part] === undefined ? part : nameOf(names[part])}</Fragment>
      ))}
      {first.probability !== null &&
        second.probability !== null &&
        ` ${t('prediction.why.probability', {
          first: formatQuantity(first.probability, 'probability', locale),
          second: formatQuantity(second.probability, 'probability', locale),
        })}`}
    </p>
  );
}
