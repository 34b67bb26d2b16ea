'use client';
import { useCallback, useEffect, useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import type { GivenText } from '../../workers/read-file';

/** Bytes; a trajectory of some hundred frames. */
const LARGEST_FILE = 20_000_000;

interface GivenFile {
  readonly file: GivenText | null;
  /** Whether a file hangs over the page. */
  readonly isOver: boolean;
  /** Why a file was not taken; null where it was. */
  readonly refusal: string | null;
  readonly take: (files: readonly File[]) => void;
  readonly give: (file: GivenText | null) => void;
}

/** The file that was chosen, pasted, or dropped anywhere on the page. */
export function useGivenFile(): GivenFile {
  const t = useTranslate();
  const [file, setFile] = useState<GivenText | null>(null);
  const [isOver, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const give = useCallback((given: GivenText | null) => {
    setRefusal(null);
    setFile(given);
  }, []);
  const take = useCallback(
    (files: readonly File[]) => {
      const [first, ...others] = files;
      if (first === undefined) return;
      if (others.length > 0) return setRefusal(t('file.several', { count: files.length }));
      if (first.size > LARGEST_FILE) return setRefusal(t('file.tooLarge', { name: first.name, size: LARGEST_FILE / 1e6 }));
      first.text().then(
        (text) => give({ name: first.name, text }),
        () => setRefusal(t('file.unreadable', { name: first.name })),
      );
    },
    [t, give],
  );
  useEffect(() => {
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [take]);
  return { file, isOver, refusal, take, give };
}
