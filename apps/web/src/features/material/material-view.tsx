'use client';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import { MaterialPageDocument, MaterialStabilityDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { CommentsPanel } from '../../components/comments/comments-panel';
import { CopyAs } from '../../components/copy-as';
import { Formula } from '../../components/formula';
import { LatticePanel } from '../../components/lattice-panel';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { SymmetryPanel } from '../../components/symmetry-panel';
import { useTranslate } from '../../i18n/use-translate';
import { MaterialSitesPanel } from './sites-panel';
import { MaterialDownloads } from './material-downloads';
import { MaterialPicture } from './material-picture';
import type { MaterialDetails } from './material-types';
import styles from './material.module.css';
import { OriginPanel, OtherValuesPanel, ReportedEnergiesPanel } from './origin-panels';
import { RelatedPanels } from './related-panels';

interface MaterialViewProps {
  readonly material: MaterialDetails;
  readonly cell: CellSetting;
  /** Comes later than the rest: a phase diagram is computed for it. */
  readonly stability: ReactNode;
}

/** The page of a known phase. */
export function MaterialView({ material, cell, stability }: MaterialViewProps) {
  const t = useTranslate();
  const { id, formula, sourceId, source, spaceGroup, geometry, elements } = material;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>
          <Formula text={formula} />
          {spaceGroup && (
            <span className={styles['group']}>
              <SpaceGroupSymbol {...spaceGroup} />
            </span>
          )}
        </h1>
        <p className={styles['origin']}>
          {t('material.from', { id: sourceId, source })} ·{' '}
          <Link href={`/explore?q=${material.composition.chemicalSystem}`}>{t('diagram.explore')}</Link> ·{' '}
          <Link href={`/?formula=${encodeURIComponent(formula)}`}>{t('home.try', { formula })}</Link>
        </p>
      </header>
      <div className={styles['columns']}>
        <div className={styles['side']}>
          {geometry === null ? (
            <Panel title={t('structure.viewer')}>
              <Message title={t('material.noCrystal')} hint={t('material.noCrystal.hint')} />
            </Panel>
          ) : (
            <>
              <MaterialPicture formula={formula} geometry={geometry} cell={cell} />
              <div className={styles['below']}>
                <LatticePanel geometry={geometry} density={material.density} volumePerAtom={material.volumePerAtom} />
                <MaterialSitesPanel geometry={geometry} />
              </div>
            </>
          )}
          <RelatedPanels material={material} />
        </div>
        <div className={styles['side']}>
          {geometry !== null && <MaterialDownloads id={id} cell={cell} />}
          {spaceGroup && <SymmetryPanel spaceGroup={spaceGroup} prototype={material.prototype} symprec={material.symprec} />}
          <ReportedEnergiesPanel material={material} />
          {stability}
          <OriginPanel material={material} />
          <OtherValuesPanel reported={material.reported} />
        </div>
      </div>
      <CommentsPanel subjectId={id} />
      <CopyAs
        requests={[
          { document: MaterialPageDocument, variables: { id, cell } },
          { document: MaterialStabilityDocument, variables: { elements, entryId: sourceId } },
        ]}
      />
    </div>
  );
}
