'use client';
import { MaterialSourcesDocument } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { Button } from '../../components/button';
import { saveBlob } from '../../components/save-file';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';
import type { CitedMaterial } from './write-bibliography';
import { writeBibliography } from './write-bibliography';

/** Ids of one request, the most the API takes. */
const CHUNK = 100;

/** The sources of these materials as a file for a list of references. */
export function BibliographyButton({ ids }: { ids: readonly string[] }) {
  const t = useTranslate();
  const [state, setState] = useState<'ready' | 'asking' | 'failed'>('ready');
  const download = async () => {
    setState('asking');
    const materials: CitedMaterial[] = [];
    for (let start = 0; start < ids.length; start += CHUNK) {
      const { data } = await browserClient.query(MaterialSourcesDocument, { ids: ids.slice(start, start + CHUNK) }).toPromise();
      if (data === undefined) return setState('failed');
      materials.push(...data.nodes.flatMap((node) => (node?.__typename === 'Material' ? [node] : [])));
    }
    saveBlob(new Blob([writeBibliography(materials)], { type: 'application/x-bibtex' }), 'kessho-sources.bib');
    setState('ready');
  };
  return (
    <>
      <Button size="small" title={t('explore.bibtex.hint')} disabled={state === 'asking'} onClick={() => void download()}>
        BibTeX
      </Button>
      {state === 'failed' && (
        <span className={styles['mistake']} role="alert">
          {t('error.unreachable')}
        </span>
      )}
    </>
  );
}
