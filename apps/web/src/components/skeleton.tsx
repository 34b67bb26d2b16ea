import styles from './skeleton.module.css';

/** The place of something that is being loaded, of its size, so that nothing jumps. */
export function Skeleton({ height, width = '100%' }: { height: string; width?: string }) {
  return <span className={styles['skeleton']} style={{ height, width }} aria-hidden="true" />;
}
