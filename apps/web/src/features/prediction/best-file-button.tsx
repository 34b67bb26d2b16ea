'use client';
import { useState } from 'react';
import { Button } from '../../components/button';
import { downloadStructure } from '../../components/download-structure';
import { useTranslate } from '../../i18n/use-translate';

/** The first structure of the ranking as a CIF of its conventional cell, without a way round by its page. */
export function BestFileButton({ id }: { id: string }) {
  const t = useTranslate();
  const [failure, setFailure] = useState<string | null>(null);
  return (
    <>
      <Button size="small" variant="primary" onClick={() => void downloadStructure(id, 'CIF', 'CONVENTIONAL').then(setFailure)}>
        {t('prediction.download.best')}
      </Button>
      {failure !== null && (
        <span role="alert">
          {t('structure.download.failed')} {failure}
        </span>
      )}
    </>
  );
}
