'use client';
import type { CellSetting, StructureFormat } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { Button } from '../../components/button';
import { downloadStructure } from '../../components/download-structure';
import { Panel } from '../../components/panel';
import { useTranslate } from '../../i18n/use-translate';
import styles from './structure-view.module.css';

const FORMATS: readonly { readonly format: StructureFormat; readonly label: string }[] = [
  { format: 'CIF', label: 'CIF' },
  { format: 'POSCAR', label: 'POSCAR' },
  { format: 'EXTXYZ', label: 'extxyz' },
  { format: 'PYMATGEN_JSON', label: 'pymatgen JSON' },
  { format: 'COMPUTED_STRUCTURE_ENTRY', label: 'pymatgen entry' },
  { format: 'OPTIMADE_JSON', label: 'OPTIMADE' },
  { format: 'ASE_JSON', label: 'ASE JSON' },
  { format: 'QE_INPUT', label: 'Quantum ESPRESSO' },
  { format: 'VASP_INPUT', label: 'VASP (zip)' },
];

/** Files of the cell that the viewer shows. */
export function DownloadPanel({ id, cell }: { id: string; cell: CellSetting }) {
  const t = useTranslate();
  const [busy, setBusy] = useState<StructureFormat | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const download = async (format: StructureFormat) => {
    setBusy(format);
    setFailure(null);
    setFailure(await downloadStructure(id, format, cell));
    setBusy(null);
  };
  return (
    <Panel title={t('structure.download')}>
      <div className={styles['downloads']}>
        {FORMATS.map(({ format, label }) => (
          <Button key={format} variant={format === 'CIF' ? 'primary' : 'secondary'} disabled={busy === format} onClick={() => void download(format)}>
            {label}
          </Button>
        ))}
      </div>
      <p className={styles['note']}>{t('structure.download.note', { cell: t(`structure.cell.${cell}`).toLowerCase() })}</p>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {t('structure.download.failed')} {failure}
        </p>
      )}
    </Panel>
  );
}
