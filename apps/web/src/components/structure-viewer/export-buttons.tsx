'use client';
import type { RefObject } from 'react';
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import { saveBlob } from '../save-file';
import styles from './structure-viewer.module.css';
import type { CrystalView } from './view-control';

const EXPORTS = [
  { suffix: 'png', make: (view: CrystalView) => view.toPng() },
  { suffix: 'glb', make: (view: CrystalView) => view.toGlb() },
] as const;

/** The view as a picture, and the crystal as a model for other programs. */
export function ExportButtons({ view, fileStem }: { view: RefObject<CrystalView | null>; fileStem: string }) {
  const t = useTranslate();
  const [busy, setBusy] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const run = async ({ suffix, make }: (typeof EXPORTS)[number]) => {
    if (view.current === null) return;
    setBusy(suffix);
    setFailed(false);
    try {
      saveBlob(await make(view.current), `${fileStem}.${suffix}`);
    } catch {
      setFailed(true);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className={styles['option']}>
      <span aria-hidden="true">{t('action.save')}</span>
      {EXPORTS.map((kind) => (
        <Button
          key={kind.suffix}
          size="small"
          disabled={busy === kind.suffix}
          title={t(`structure.export.${kind.suffix}`)}
          aria-label={t(`structure.export.${kind.suffix}`)}
          onClick={() => void run(kind)}
        >
          {kind.suffix.toUpperCase()}
        </Button>
      ))}
      {hasFailed && <span role="alert">{t('structure.download.failed')}</span>}
    </div>
  );
}
