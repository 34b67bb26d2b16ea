'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { CellSetting } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useMemo, useOptimistic, useState, useTransition } from 'react';
import { Panel } from '../../components/panel';
import { Segmented } from '../../components/segmented';
import { StructureViewer, SUPERCELLS, VIEWER_STYLES } from '../../components/structure-viewer/structure-viewer';
import type { ViewerStructure } from '../../components/structure-viewer/viewer-structure';
import { useUrlChoice } from '../../components/use-url-state';
import { ELEMENT_SCHEMES } from '../../format/element-color';
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
  const [selectedSite, setSelectedSite] = useState<number | null>(null);
  const [style, setStyle] = useUrlChoice('style', VIEWER_STYLES);
  const [supercell, setSupercell] = useUrlChoice('supercell', SUPERCELLS);
  const [scheme, setScheme] = useUrlChoice('colors', ELEMENT_SCHEMES);
  const structure = useMemo(() => viewerStructureOf(geometry), [geometry]);
  return (
    <Panel title={t('structure.viewer')} isFlush>
      <StructureViewer
        structure={structure}
        description={t('structure.viewer.describe', { formula, count: geometry.numberOfSites })}
        settings={{ style, supercell, scheme }}
        onSettings={(next) => {
          setStyle(next.style);
          setSupercell(next.supercell);
          setScheme(next.scheme);
        }}
        selectedSite={selectedSite}
        onSelectSite={setSelectedSite}
      >
        <CellSwitch cell={cell} onSwitch={() => setSelectedSite(null)} />
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

const vec3 = ([x = 0, y = 0, z = 0]: readonly number[]): Vec3 => [x, y, z];

const viewerStructureOf = ({ latticeMatrix, species, fractionalCoordinates }: MaterialGeometry): ViewerStructure => ({
  lattice: [vec3(latticeMatrix[0] ?? []), vec3(latticeMatrix[1] ?? []), vec3(latticeMatrix[2] ?? [])],
  symbols: species,
  fracCoords: fractionalCoordinates.map(vec3),
});
