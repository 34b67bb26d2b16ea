'use client';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { norm } from '@kessho/core/numerics/vec3';
import { ComparedStructuresDocument } from '@kessho/schema/generated/graphql';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { CellSwitch } from '../../components/cell-switch';
import { CopyAs } from '../../components/copy-as';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { createLinkedViews } from '../../components/structure-viewer/linked-views';
import type { LinkedViews } from '../../components/structure-viewer/linked-views';
import type { PickedAtom } from '../../components/structure-viewer/picked-atoms';
import { StructureViewer } from '../../components/structure-viewer/structure-viewer';
import type { ViewerSettings } from '../../components/structure-viewer/use-viewer-settings';
import { useViewerSettings } from '../../components/structure-viewer/use-viewer-settings';
import { ViewerOptions } from '../../components/structure-viewer/viewer-options';
import { viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { useTranslate } from '../../i18n/use-translate';
import styles from './compare-view.module.css';
import type { ComparedStructure } from './compared-structure';
import { letterOf, nameOf } from './compared-structure';
import { DifferencesPanel } from './differences-panel';
import { DistancesPanel } from './distances-panel';

/** Å, radius of a drawn atom. */
const CORNER_ATOM = 0.6;

/** Two to four crystals side by side, turned as one; their numbers; how far their atoms lie apart. */
export function CompareView({ structures, cell }: { structures: readonly ComparedStructure[]; cell: CellSetting }) {
  const t = useTranslate();
  const [settings, setSettings] = useViewerSettings();
  const [linked] = useState(createLinkedViews);
  const leastRadius = Math.max(...structures.map(({ geometry }) => reachOf(geometry, settings.supercell)));
  return (
    <div className={styles['page']}>
      <h1>{t('compare.title')}</h1>
      <Panel
        title={t('compare.structures')}
        note={t('compare.locked')}
        isFlush
        actions={
          <div className={styles['options']}>
            <CellSwitch cell={cell} onSwitch={() => undefined} />
            <ViewerOptions settings={settings} onSettings={setSettings} hasOrbits={false} />
          </div>
        }
      >
        <div className={styles['views']} data-count={structures.length}>
          {structures.map((structure, index) => (
            <ComparedView
              key={structure.id}
              structure={structure}
              index={index}
              settings={settings}
              linked={linked}
              leastRadius={leastRadius}
              viewKey={`${structure.id} ${cell}`}
            />
          ))}
        </div>
      </Panel>
      <DifferencesPanel structures={structures} />
      <DistancesPanel structures={structures} />
      <CopyAs requests={[{ document: ComparedStructuresDocument, variables: { ids: structures.map(({ id }) => id), cell } }]} />
    </div>
  );
}

/** Å, from the middle of the drawn cells to their corner and the atom there. */
const reachOf = (geometry: ComparedStructure['geometry'], [na, nb, nc]: Vec3): number => {
  const { lattice } = viewerStructureOf(geometry);
  return norm(rowTimesMat3([na / 2, nb / 2, nc / 2], lattice)) + CORNER_ATOM;
};

interface ComparedViewProps {
  readonly structure: ComparedStructure;
  readonly index: number;
  readonly settings: ViewerSettings;
  readonly linked: LinkedViews;
  /** Å */
  readonly leastRadius: number;
  readonly viewKey: string;
}

function ComparedView({ structure, index, settings, linked, leastRadius, viewKey }: ComparedViewProps) {
  const t = useTranslate();
  const [picked, setPicked] = useState<readonly PickedAtom[]>([]);
  const { geometry, prediction, spaceGroup, rank } = structure;
  const shown = useMemo(() => viewerStructureOf(geometry), [geometry]);
  return (
    <section className={styles['view']} aria-label={nameOf(structure, index)}>
      <h2 className={styles['name']}>
        <span className={styles['letter']}>{letterOf(index)}</span>
        <Link href={`/structures/${structure.id}`}>
          <Formula text={prediction.composition.formula} /> {spaceGroup && <SpaceGroupSymbol {...spaceGroup} />}
        </Link>
        {rank !== null && <small>{t('compare.rank', { rank })}</small>}
      </h2>
      <StructureViewer
        structure={shown}
        description={t(`structure.viewer.describe.${settings.style}`, { formula: prediction.composition.formula, count: geometry.numberOfSites })}
        settings={settings}
        picked={picked}
        onPick={setPicked}
        viewKey={viewKey}
        linked={linked}
        leastRadius={leastRadius}
        hasViewButtons={index === 0}
      />
    </section>
  );
}
