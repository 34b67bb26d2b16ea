import { Skeleton } from '../../../components/skeleton';
import styles from '../../../features/structure/structure-view.module.css';

export default function StructureLoading() {
  return (
    <div className={styles['page']} aria-busy="true">
      <Skeleton height="3.5rem" width="18rem" />
      <div className={styles['columns']}>
        <Skeleton height="36rem" />
        <Skeleton height="36rem" />
      </div>
    </div>
  );
}
