'use client';
import { Facts } from './facts';
import { Panel } from './panel';
import { Quantity } from './quantity';
import { SpaceGroupSymbol } from './space-group-symbol';
import { crystalSystemColor, crystalSystemOf } from '../format/crystal-system';
import { useTranslate } from '../i18n/use-translate';
import styles from './symmetry-panel.module.css';

/** The Pearson symbol stands second in a prototype label, `A_cF8_227_a`. */
const pearsonOf = (prototype: string | null): string | null => prototype?.split('_')[1] ?? null;

interface SymmetryPanelProps {
  readonly spaceGroup: { readonly number: number; readonly symbol: string } | null;
  readonly prototype: string | null;
  /** Å. */
  readonly symprec: number | null;
}

/** Space group, crystal system and prototype of a crystal, with the tolerance they were found with. */
export function SymmetryPanel({ spaceGroup, prototype, symprec }: SymmetryPanelProps) {
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
