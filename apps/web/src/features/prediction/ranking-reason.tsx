'use client';
import { formatLikelihood } from '../../format/format-likelihood';
import { formatQuantity } from '../../format/format-quantity';
import { spaceGroupText } from '../../format/space-group-text';
import { useLanguage } from '../../i18n/use-translate';
import type { RankedRow } from './prediction-types';
import styles from './prediction-view.module.css';

/** Why the first structure stands before the second: what the energy says, and what the fit of the prototypes says. */
export function RankingReason({ first, second }: { first: RankedRow; second: RankedRow }) {
  const { locale, t } = useLanguage();
  const difference = second.energyPerAtom - first.energyPerAtom;
  const [fit1, fit2] = [first.candidate.likelihood, second.candidate.likelihood];
  const key = difference >= 0 ? (fit1 >= fit2 ? 'both' : 'energy') : fit1 > fit2 ? 'likelihood' : 'other';
  const nameOf = ({ spaceGroup, rank }: RankedRow): string => (spaceGroup === null ? `#${rank}` : spaceGroupText(spaceGroup.symbol));
  const isSameGroup = nameOf(first) === nameOf(second);
  return (
    <p className={styles['note']}>
      <strong>{t('prediction.why.lead')}.</strong>{' '}
      {t(`prediction.why.${key}`, {
        first: isSameGroup ? `${nameOf(first)} (1)` : nameOf(first),
        second: isSameGroup ? `${nameOf(second)} (2)` : nameOf(second),
        energy: formatQuantity(Math.abs(difference), 'smallEnergyPerAtom', locale),
        p1: formatLikelihood(fit1, locale),
        p2: formatLikelihood(fit2, locale),
      })}
      {first.probability !== null &&
        second.probability !== null &&
        ` ${t('prediction.why.probability', {
          first: formatQuantity(first.probability, 'probability', locale),
          second: formatQuantity(second.probability, 'probability', locale),
        })}`}
    </p>
  );
}
