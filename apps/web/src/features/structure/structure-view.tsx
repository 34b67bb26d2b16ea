'use client';
import { symbolOf } from '@kessho/core/elements/elements';
import { StructureDocument } from '@kessho/schema/generated/graphql';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { CellSwitch } from '../../components/cell-switch';
import { CommentsPanel } from '../../components/comments/comments-panel';
import { CopyAs } from '../../components/copy-as';
import { Formula } from '../../components/formula';
import { LatticePanel } from '../../components/lattice-panel';
import { Panel } from '../../components/panel';
import { Skeleton } from '../../components/skeleton';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import type { PickedAtom } from '../../components/structure-viewer/picked-atoms';
import { togglePick } from '../../components/structure-viewer/picked-atoms';
import { colorKeys } from '../../components/structure-viewer/site-colors';
import { StructureViewer } from '../../components/structure-viewer/structure-viewer';
import { useViewerSettings } from '../../components/structure-viewer/use-viewer-settings';
import { structureOf, viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { SymmetryPanel } from '../../components/symmetry-panel';
import { useUrlState } from '../../components/use-url-state';
import { spaceGroupText } from '../../format/space-group-text';
import { useTranslate } from '../../i18n/use-translate';
import { CoordinationPanel } from './coordination-panel';
import { DownloadPanel } from './download-panel';
import { EnergiesPanel } from './energies-panel';
import { SimilarPanel } from './similar-panel';
import { RelaxationPanel } from './relaxation-panel';
import { SitesPanel } from './sites-panel';
import type { PredictedStructure } from './structure-types';
import styles from './structure-view.module.css';
import { useMovie } from './use-movie';

/** Not needed for the first look, and nothing without script. */
const DiffractionPanel = dynamic(() => import('./diffraction-panel'), { ssr: false, loading: () => <Skeleton height="24rem" /> });

/** The page of one structure. The chosen cell is that of the picture, the tables and the downloads. */
export function StructureView({ structure, cell }: { structure: PredictedStructure; cell: CellSetting }) {
  const t = useTranslate();
  const [picked, setPicked] = useState<readonly PickedAtom[]>([]);
  const [settings, setSettings] = useViewerSettings();
  const [viewText, setViewText] = useUrlState('view');
  const movie = useMovie(structure.id);
  const { geometry } = structure;
  const relaxed = useMemo(() => viewerStructureOf(geometry), [geometry]);
  const conventional = useMemo(
    () => structureOf(viewerStructureOf({ ...structure.conventional, species: structure.conventional.atomicNumbers.map(symbolOf) })),
    [structure.conventional],
  );
  const colors = useMemo(() => colorKeys(relaxed, settings.scheme).map(({ color }) => color), [relaxed, settings.scheme]);
  const frame = movie.place === null ? undefined : movie.frames[movie.place];
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
              structure={frame?.structure ?? relaxed}
              description={t(`structure.viewer.describe.${settings.style}`, { formula, count: geometry.numberOfSites })}
              settings={settings}
              onSettings={setSettings}
              picked={frame === undefined ? picked : []}
              onPick={frame === undefined ? setPicked : ignorePick}
              {...(frame !== undefined && { badge: t('relaxation.badge', { step: frame.step }) })}
              fileStem={fileStemOf(structure, cell)}
              viewKey={frame === undefined ? cell : 'film'}
              view={{ text: viewText, onSettle: setViewText }}
            >
              <CellSwitch
                cell={cell}
                onSwitch={() => {
                  setPicked([]);
                  movie.show(null);
                }}
              />
            </StructureViewer>
          </Panel>
          <RelaxationPanel structure={structure} movie={movie} />
          <SitesPanel structure={relaxed} colors={colors} picked={picked} onToggle={(atom) => setPicked(togglePick(picked, atom))} />
          <CoordinationPanel structure={relaxed} />
          <DiffractionPanel formula={formula} structure={conventional} />
        </div>
        <div className={styles['side']}>
          <DownloadPanel id={structure.id} cell={cell} />
          <SymmetryPanel spaceGroup={structure.spaceGroup} prototype={structure.prototype} symprec={structure.symprec} />
          <LatticePanel geometry={structure.geometry} density={structure.density} volumePerAtom={structure.volumePerAtom} />
          <EnergiesPanel structure={structure} />
          <SimilarPanel id={structure.id} />
        </div>
      </div>
      <CommentsPanel subjectId={structure.id} />
      <CopyAs requests={[{ document: StructureDocument, variables: { id: structure.id, cell } }]} />
    </div>
  );
}

/** The film is for looking at; distances in it are those of no crystal that is kept. */
const ignorePick = () => undefined;

/** `BaTiO3-R3m-conventional` */
const fileStemOf = ({ prediction, spaceGroup }: PredictedStructure, cell: CellSetting): string =>
  [prediction.composition.formula, spaceGroup && spaceGroupText(spaceGroup.symbol).replaceAll('/', ''), cell.toLowerCase().replaceAll('_', '-')]
    .filter(Boolean)
    .join('-');
