'use client';
import { useEffect, useState } from 'react';
import { formatTimeLeft } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import styles from './prediction-view.module.css';

const TICK_MS = 1000;

/** How long a running prediction will still take, counted down between updates; nothing while it is not known. */
export function TimeLeft({ eta }: { readonly eta: string | null }) {
  const { locale, t } = useLanguage();
  // The clock is read in the browser alone: what the server renders stays what the browser expects.
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [eta]);
  if (eta === null || now === null) return null;
  const left = formatTimeLeft(Date.parse(eta) - now, locale);
  return <span className={styles['live']}>{left === null ? t('prediction.timeLeft.soon') : t('prediction.timeLeft', { duration: left })}</span>;
}
