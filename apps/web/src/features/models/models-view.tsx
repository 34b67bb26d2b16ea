'use client';
import type { ModelsQuery } from '@kessho/schema/generated/graphql';
import { Message } from '../../components/message';
import { Page } from '../../components/page';
import { useTranslate } from '../../i18n/use-translate';
import { CardlessModelsPanel } from './cardless-models-panel';
import { ModelPanel } from './model-panel';
import styles from './models-view.module.css';
import { ReferenceSetPanel } from './reference-set-panel';

/** The models and reference sets behind every number. */
export function ModelsView({ models, referenceSets }: ModelsQuery) {
  const t = useTranslate();
  return (
    <Page title={t('models.title')} lead={t('models.lead')}>
      {models.length === 0 && referenceSets.length === 0 && <Message title={t('models.empty')} hint={t('models.emptyHint')} />}
      {models.map((model) => model.card !== null && <ModelPanel key={model.id} model={model} card={model.card} />)}
      {referenceSets.length > 0 && (
        <div className={styles['sets']}>
          {referenceSets.map((set) => (
            <ReferenceSetPanel key={set.id} set={set} />
          ))}
        </div>
      )}
      <CardlessModelsPanel models={models.filter(({ card }) => card === null)} />
    </Page>
  );
}
