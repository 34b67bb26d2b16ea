'use client';
import type { CellSetting, StructureFormat } from '@kessho/schema/generated/graphql';
import { MaterialFileDocument } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Panel } from '../../components/panel';
import { saveFile } from '../../components/save-file';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import styles from './material.module.css';

const FORMATS: readonly { readonly format: StructureFormat; readonly label: string }[] = [
  { format: 'CIF', label: 'CIF' },
  { format: 'POSCAR', label: 'POSCAR' },
  { format: 'EXTXYZ', label: 'extxyz' },
  { format: 'PYMATGEN_JSON', label: 'pymatgen JSON' },
];

/** Files of the cell that the viewer shows. */
export function MaterialDownloads({ id, cell }: { id: string; cell: CellSetting }) {
  const t = useTranslate();
  const [failure, setFailure] = useState<string | null>(null);
  const download = async (format: StructureFormat) => {
    setFailure(null);
    const { data, error } = await browserClient.query(MaterialFileDocument, { id, format, cell, symmetrized: true }).toPromise();
    const file = data?.node && 'file' in data.node ? data.node.file : null;
    if (file === null) setFailure(error?.message ?? '');
    else saveFile(file);
  };
  return (
    <Panel title={t('structure.download')}>
      <div className={styles['downloads']}>
        {FORMATS.map(({ format, label }) => (
          <Button key={format} variant={format === 'CIF' ? 'primary' : 'secondary'} onClick={() => void download(format)}>
            {label}
          </Button>
        ))}
      </div>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {t('structure.download.failed')} {failure}
        </p>
      )}
    </Panel>
  );
}
