import { CopyButton } from '../../components/copy-button';
import { useTranslate } from '../../i18n/use-translate';
import styles from './models-view.module.css';
import { shortHash } from './short-hash';

/** The hash by which a model is known, short to look at and whole to copy. */
export function ModelHash({ sha256 }: { sha256: string }) {
  const t = useTranslate();
  return (
    <span className={styles['hash']}>
      <code title={sha256}>{shortHash(sha256)}</code>
      <CopyButton text={sha256} label={t('models.copySha')} />
    </span>
  );
}
