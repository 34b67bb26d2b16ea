'use client';
import Link from 'next/link';
import { Facts } from '../../components/facts';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { useLanguage } from '../../i18n/use-translate';
import { decompositionText, potentialRanges } from './diagram-phases';
import type { DiagramPoint } from './diagram-phases';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import { rangeText } from './range-text';

interface PhasePanelProps {
  readonly phase: DiagramPoint | null;
  readonly diagram: Pick<LoadedDiagram, 'facets' | 'elements'>;
}

/** The chosen phase: its energies, what it falls apart into, where it is stable, and where there is more of it. */
export function PhasePanel({ phase, diagram: { facets, elements } }: PhasePanelProps) {
  const { locale, t } = useLanguage();
  if (phase === null) {
    return (
      <Panel title={t('diagram.phase')}>
        <p className={styles['hint']}>{t('diagram.phase.none')}</p>
      </Panel>
    );
  }
  const { material, structure, url, equilibriumReactionEnergyPerAtom } = phase;
  return (
    <Panel title={<Formula text={phase.formula} />} note={structure === null ? phase.entryId : t('diagram.kind.predicted')}>
      <Facts
        rows={[
          {
            term: t('structure.energies.hull'),
            value: phase.isStable ? t('diagram.stable') : <Quantity value={phase.energyAboveHull} kind="smallEnergyPerAtom" />,
          },
          { term: t('structure.energies.formation'), value: <Quantity value={phase.formationEnergyPerAtom} kind="energyPerAtom" /> },
          {
            term: t('diagram.reaction'),
            value:
              equilibriumReactionEnergyPerAtom === null ? null : (
                <Quantity value={Math.abs(equilibriumReactionEnergyPerAtom)} kind="smallEnergyPerAtom" />
              ),
          },
          { term: t('diagram.decomposes'), value: phase.isStable ? null : <Formula text={decompositionText(phase, locale)} /> },
          ...potentialRanges(phase, facets, elements).map((range) => ({
            term: t('diagram.potentialOf', { element: range.element }),
            value: `${rangeText(range, locale)} eV/atom`,
          })),
          { term: t('col.spaceGroup'), value: structure?.spaceGroup ? <SpaceGroupSymbol {...structure.spaceGroup} /> : null },
          { term: t('col.rank'), value: structure?.rank ?? null },
        ]}
      />
      <p className={styles['links']}>
        {material !== null && <Link href={`/materials/${material.id}`}>{t('diagram.open.material')}</Link>}
        {structure !== null && <Link href={`/structures/${structure.id}`}>{t('diagram.open.structure')}</Link>}
        {url !== null && <a href={url}>{t('diagram.open.source')}</a>}
      </p>
    </Panel>
  );
}
