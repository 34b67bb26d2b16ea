'use client';
import { Facts } from '../../components/facts';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { useTranslate } from '../../i18n/use-translate';
import type { PredictedStructure } from './structure-types';

/** Edges, angles and volume of the cell that is shown. */
export function LatticePanel({ geometry, density, volumePerAtom }: Pick<PredictedStructure, 'geometry' | 'density' | 'volumePerAtom'>) {
  const t = useTranslate();
  const { a, b, c, alpha, beta, gamma } = geometry.cellParameters;
  const edges = { a, b, c };
  const angles = { α: alpha, β: beta, γ: gamma };
  return (
    <Panel title={t('structure.lattice')}>
      <Facts
        rows={[
          ...Object.entries(edges).map(([name, value]) => ({ term: <i>{name}</i>, value: <Quantity value={value} kind="length" /> })),
          ...Object.entries(angles).map(([name, value]) => ({ term: name, value: <Quantity value={value} kind="angle" /> })),
          { term: t('structure.lattice.volume'), value: <Quantity value={geometry.volume} kind="volume" /> },
          { term: t('structure.lattice.perAtom'), value: <Quantity value={volumePerAtom} kind="volume" /> },
          { term: t('structure.lattice.density'), value: <Quantity value={density} kind="density" /> },
          { term: t('structure.lattice.sites'), value: geometry.numberOfSites },
        ]}
      />
    </Panel>
  );
}
