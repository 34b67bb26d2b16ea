'use client';
import { Facts } from './facts';
import { Panel } from './panel';
import { Quantity } from './quantity';
import { useTranslate } from '../i18n/use-translate';

interface LatticePanelProps {
  readonly geometry: {
    /** Å and degrees. */
    readonly cellParameters: {
      readonly a: number;
      readonly b: number;
      readonly c: number;
      readonly alpha: number;
      readonly beta: number;
      readonly gamma: number;
    };
    /** Å³. */
    readonly volume: number;
    readonly numberOfSites: number;
  };
  /** g/cm³. */
  readonly density: number | null;
  /** Å³. */
  readonly volumePerAtom: number | null;
}

/** Edges, angles and volume of the cell that is shown. */
export function LatticePanel({ geometry, density, volumePerAtom }: LatticePanelProps) {
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
