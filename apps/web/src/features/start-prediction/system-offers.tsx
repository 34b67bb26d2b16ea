'use client';
import Link from 'next/link';
import { buttonClass } from '../../components/button';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';
import styles from './entry.module.css';

/** What one can do with a chemical system, which is no composition to predict. */
export function SystemOffers({ symbols }: { symbols: readonly string[] }) {
  const t = useTranslate();
  const system = symbols.join('-');
  const [project] = useUrlState('project');
  const inProject = project === null ? '' : `&project=${encodeURIComponent(project)}`;
  const offers = [
    { href: `/phase-diagram?system=${system}`, name: t('home.system.diagram'), hint: t('home.system.diagram.hint') },
    { href: `/explore?q=${system}`, name: t('home.system.explore'), hint: t('home.system.explore.hint') },
    { href: `/searches?subject=${system}${inProject}`, name: t('home.system.search'), hint: t('home.system.search.hint') },
  ];
  return (
    <ul className={styles['system']} aria-label={t('home.system.offers', { system })}>
      {offers.map(({ href, name, hint }, place) => (
        <li key={href} className={styles['offer']}>
          <Link className={buttonClass({ variant: place === 0 ? 'primary' : 'secondary' })} href={href} prefetch={false}>
            {name}
          </Link>
          <span className={styles['hint']}>{hint}</span>
        </li>
      ))}
    </ul>
  );
}
