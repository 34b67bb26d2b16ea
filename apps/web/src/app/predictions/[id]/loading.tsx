import { Skeleton } from '../../../components/skeleton';
import styles from '../../../features/prediction/prediction-view.module.css';

export default function PredictionLoading() {
  return (
    <div className={styles['page']} aria-busy="true">
      <Skeleton height="3.5rem" width="16rem" />
      <Skeleton height="9rem" />
      <Skeleton height="20rem" />
      <div className={styles['columns']}>
        <Skeleton height="20rem" />
        <Skeleton height="20rem" />
      </div>
    </div>
  );
}
