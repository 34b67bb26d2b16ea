'use client';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { crystalSystemColor, crystalSystemOf } from '../../format/crystal-system';
import { useTranslate } from '../../i18n/use-translate';
import type { PredictedStructure } from './structure-types';
import styles from './structure-view.module.css';

/** The Pearson symbol stands second in a prototype label, `A_cF8_227_a`. */
const pearsonOf = (prototype: string | null): string | null => prototype?.split('_')[1] ?? null;

export function SymmetryPanel({ spaceGroup, prototype, symprec }: Pick<PredictedStructure, 'spaceGroup' | 'prototype' | 'symprec'>) {
  const t = useTranslate();
  const system = spaceGroup && crystalSystemOf(spaceGroup.number);
  return (
    <Panel title={t('structure.symmetry')}>
      <Facts
        rows={[
          {
            term: t('col.spaceGroup'),
            value: spaceGroup ? <SpaceGroupSymbol symbol={spaceGroup.symbol} /> : <Quantity value={null} kind="tolerance" />,
          },
          { term: t('structure.symmetry.number'), value: spaceGroup && spaceGroup.number },
          {
            term: t('structure.symmetry.system'),
            value: system && (
              <>
                <span className={styles['swatch']} style={{ background: crystalSystemColor(system) }} aria-hidden="true" />
                {t(`system.${system}`)}
              </>
            ),
          },
          { term: t('structure.symmetry.pearson'), value: pearsonOf(prototype) },
          { term: t('col.prototype'), value: prototype && <code>{prototype}</code> },
          { term: t('structure.symmetry.symprec'), value: symprec === null ? null : <Quantity value={symprec} kind="tolerance" /> },
        ]}
      />
    </Panel>
  );
}
