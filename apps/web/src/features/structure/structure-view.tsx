'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { StructureDocument } from '@kessho/schema/generated/graphql';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useOptimistic, useState, useTransition } from 'react';
import { CopyAs } from '../../components/copy-as';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { Segmented } from '../../components/segmented';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import type { ViewerSettings } from '../../components/structure-viewer/structure-viewer';
import { StructureViewer, SUPERCELLS, VIEWER_STYLES } from '../../components/structure-viewer/structure-viewer';
import type { ViewerStructure } from '../../components/structure-viewer/viewer-structure';
import { useUrlChoice } from '../../components/use-url-state';
import { ELEMENT_SCHEMES } from '../../format/element-color';
import { useTranslate } from '../../i18n/use-translate';
import { DownloadPanel } from './download-panel';
import { EnergiesPanel } from './energies-panel';
import { LatticePanel } from './lattice-panel';
import { SimilarPanel } from './similar-panel';
import { SitesPanel } from './sites-panel';
import type { PredictedStructure } from './structure-types';
import { CELL_CHOICES } from './structure-types';
import styles from './structure-view.module.css';
import { SymmetryPanel } from './symmetry-panel';

/** The page of one structure. The chosen cell is that of the picture, the tables and the downloads. */
export function StructureView({ structure, cell }: { structure: PredictedStructure; cell: CellSetting }) {
  const t = useTranslate();
  const [selectedSite, setSelectedSite] = useState<number | null>(null);
  const [settings, setSettings] = useViewerSettings();
  const shown = useMemo(() => viewerStructureOf(structure.geometry), [structure.geometry]);
  const { formula } = structure.prediction.composition;
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>
          <Formula text={formula} />
          {structure.spaceGroup && (
            <span className={styles['group']}>
              <SpaceGroupSymbol {...structure.spaceGroup} />
            </span>
          )}
        </h1>
        <p className={styles['origin']}>
          {structure.rank !== null && t('structure.rankOf', { rank: structure.rank })}{' '}
          <Link href={`/predictions/${structure.prediction.id}`}>
            <Formula text={formula} />
          </Link>
        </p>
      </header>
      <div className={styles['columns']}>
        <div className={styles['side']}>
          <Panel title={t('structure.viewer')} isFlush>
            <StructureViewer
              structure={shown}
              description={t('structure.viewer.describe', { formula, count: structure.geometry.numberOfSites })}
              settings={settings}
              onSettings={setSettings}
              selectedSite={selectedSite}
              onSelectSite={setSelectedSite}
            >
              <CellSwitch cell={cell} onSwitch={() => setSelectedSite(null)} />
            </StructureViewer>
          </Panel>
          <div className={styles['below']}>
            <LatticePanel geometry={structure.geometry} density={structure.density} volumePerAtom={structure.volumePerAtom} />
            <SitesPanel geometry={structure.geometry} scheme={settings.scheme} selected={selectedSite} onSelect={setSelectedSite} />
          </div>
        </div>
        <div className={styles['side']}>
          <DownloadPanel id={structure.id} cell={cell} />
          <SymmetryPanel spaceGroup={structure.spaceGroup} prototype={structure.prototype} symprec={structure.symprec} />
          <EnergiesPanel structure={structure} />
          <SimilarPanel id={structure.id} />
        </div>
      </div>
      <CopyAs requests={[{ document: StructureDocument, variables: { id: structure.id, cell } }]} />
    </div>
  );
}

/** Another cell is another page of the same structure: the server symmetrizes and cuts it. */
function CellSwitch({ cell, onSwitch }: { cell: CellSetting; onSwitch: () => void }) {
  const t = useTranslate();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [chosen, setChosen] = useOptimistic(cell);
  const choose = (next: CellSetting) => {
    const search = new URLSearchParams(window.location.search);
    if (next === CELL_CHOICES[0]) search.delete('cell');
    else search.set('cell', next);
    startTransition(() => {
      setChosen(next);
      onSwitch();
      router.replace(`?${search.toString()}`, { scroll: false });
    });
  };
  return (
    <div className={isPending ? styles['pending'] : undefined} aria-busy={isPending}>
      <Segmented
        isSmall
        label={t('structure.cell')}
        value={chosen}
        options={CELL_CHOICES.map((choice) => ({ value: choice, label: t(`structure.cell.${choice}`) }))}
        onChange={choose}
      />
    </div>
  );
}

/** The viewer's settings, kept in the address. */
function useViewerSettings(): readonly [ViewerSettings, (settings: ViewerSettings) => void] {
  const [style, setStyle] = useUrlChoice('style', VIEWER_STYLES);
  const [supercell, setSupercell] = useUrlChoice('supercell', SUPERCELLS);
  const [scheme, setScheme] = useUrlChoice('colors', ELEMENT_SCHEMES);
  return [
    { style, supercell, scheme },
    (next) => {
      setStyle(next.style);
      setSupercell(next.supercell);
      setScheme(next.scheme);
    },
  ];
}

const vec3 = ([x = 0, y = 0, z = 0]: readonly number[]): Vec3 => [x, y, z];

const viewerStructureOf = ({ latticeMatrix, species, fractionalCoordinates }: PredictedStructure['geometry']): ViewerStructure => ({
  lattice: [vec3(latticeMatrix[0] ?? []), vec3(latticeMatrix[1] ?? []), vec3(latticeMatrix[2] ?? [])],
  symbols: species,
  fracCoords: fractionalCoordinates.map(vec3),
});
