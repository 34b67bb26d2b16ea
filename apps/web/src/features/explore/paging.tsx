'use client';
import { Button } from '../../components/button';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';
import type { PageInfo } from './load-explore-page';
import type { ExploreAddress } from './use-explore-address';

interface PageLink {
  readonly label: string;
  readonly sign: string;
  readonly isThere: boolean;
  /** Parameters of the address. */
  readonly to: { readonly [parameter: string]: string | null };
}

/** First, previous, next and last page, each found by its neighbor's key: the millionth row costs no more than the first. */
export function Paging({ pageInfo, address: { change, isPending } }: { pageInfo: PageInfo; address: ExploreAddress }) {
  const t = useTranslate();
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = pageInfo;
  const pages: readonly PageLink[] = [
    { label: t('explore.page.first'), sign: '⇤', isThere: hasPreviousPage, to: { after: null } },
    { label: t('explore.page.previous'), sign: '←', isThere: hasPreviousPage, to: { before: startCursor } },
    { label: t('explore.page.next'), sign: '→', isThere: hasNextPage, to: { after: endCursor } },
    { label: t('explore.page.last'), sign: '⇥', isThere: hasNextPage, to: { end: '1' } },
  ];
  return (
    <nav className={styles['paging']} aria-label={t('explore.pages')}>
      {pages.map(({ label, sign, isThere, to }) => (
        <Button key={label} size="small" disabled={!isThere} aria-busy={isPending} onClick={() => change(to)}>
          <span aria-hidden="true">{sign}</span> {label}
        </Button>
      ))}
    </nav>
  );
}
