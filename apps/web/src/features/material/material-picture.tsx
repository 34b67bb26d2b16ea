'use client';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useMemo, useOptimistic, useState, useTransition } from 'react';
import { Panel } from '../../components/panel';
import { Segmented } from '../../components/segmented';
import type { PickedAtom } from '../../components/structure-viewer/picked-atoms';
import { StructureViewer } from '../../components/structure-viewer/structure-viewer';
import { useViewerSettings } from '../../components/structure-viewer/use-viewer-settings';
import { viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { useTranslate } from '../../i18n/use-translate';
import { MATERIAL_CELLS } from './material-types';
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
        <CellSwitch cell={cell} onSwitch={() => setPicked([])} />
      </StructureViewer>
    </Panel>
  );
}

/** Another cell is another page of the same material: the server symmetrizes and cuts it. */
function CellSwitch({ cell, onSwitch }: { cell: CellSetting; onSwitch: () => void }) {
  const t = useTranslate();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [chosen, setChosen] = useOptimistic(cell);
  const choose = (next: CellSetting) => {
    const search = new URLSearchParams(window.location.search);
    if (next === MATERIAL_CELLS[0]) search.delete('cell');
    else search.set('cell', next);
    startTransition(() => {
      setChosen(next);
      onSwitch();
      router.replace(`?${search.toString()}`, { scroll: false });
    });
  };
  const label = (choice: CellSetting): string => (choice === 'AS_PREDICTED' ? t('material.cell.source') : t(`structure.cell.${choice}`));
  return (
    <div aria-busy={isPending}>
      <Segmented
        isSmall
        label={t('structure.cell')}
        value={chosen}
        options={MATERIAL_CELLS.map((choice) => ({ value: choice, label: label(choice) }))}
        onChange={choose}
      />
    </div>
  );
}
