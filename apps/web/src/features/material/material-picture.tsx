'use client';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import { useMemo, useState } from 'react';
import { CellSwitch } from '../../components/cell-switch';
import { Panel } from '../../components/panel';
import type { PickedAtom } from '../../components/structure-viewer/picked-atoms';
import { StructureViewer } from '../../components/structure-viewer/structure-viewer';
import { useViewerSettings } from '../../components/structure-viewer/use-viewer-settings';
import { viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { useTranslate } from '../../i18n/use-translate';
import type { MaterialGeometry } from './material-types';

interface MaterialPictureProps {
  readonly formula: string;
  readonly geometry: MaterialGeometry;
  readonly cell: CellSetting;
}

/** The crystal in three dimensions; its settings and its cell stand in the address. */
export function MaterialPicture({ formula, geometry, cell }: MaterialPictureProps) {
  const t = useTranslate();
  const [picked, setPicked] = useState<readonly PickedAtom[]>([]);
  const [settings, setSettings] = useViewerSettings();
  const structure = useMemo(() => viewerStructureOf(geometry), [geometry]);
  return (
    <Panel title={t('structure.viewer')} isFlush>
      <StructureViewer
        structure={structure}
        description={t(`structure.viewer.describe.${settings.style}`, { formula, count: geometry.numberOfSites })}
        settings={settings}
        onSettings={setSettings}
        picked={picked}
        onPick={setPicked}
      >
        <CellSwitch cell={cell} asPredicted={'material.cell.source'} onSwitch={() => setPicked([])} />
      </StructureViewer>
    </Panel>
  );
}
