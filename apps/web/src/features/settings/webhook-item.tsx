'use client';
import type { WebhooksQuery } from '@kessho/schema/generated/graphql';
import { DeleteWebhookDocument, TestWebhookDocument, UpdateWebhookDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { ConfirmButton } from '../../components/confirm-button';
import { DeliveriesTable } from './deliveries-table';
import fields from '../../components/fields.module.css';
import styles from './settings-view.module.css';

type Webhook = WebhooksQuery['webhooks'][number];

/** One webhook: what it is told, whether it takes it, and what one can do about it. */
export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const t = useTranslate();
  const router = useRouter();
  const [failure, setFailure] = useState<string | null>(null);
  const { id: webhookId, url, events, disabledReason, deliveries } = webhook;
  const isOn = disabledReason === null;

  const done = (problem: string | null | undefined) => {
    setFailure(problem ?? null);
    router.refresh();
  };
  const test = async () => {
    const { data, error } = await browserClient.mutation(TestWebhookDocument, { input: { webhookId } }).toPromise();
    done(data?.testWebhook.userErrors[0]?.message ?? error?.message);
  };
  const turn = async () => {
    const { data, error } = await browserClient.mutation(UpdateWebhookDocument, { input: { webhookId, isEnabled: !isOn } }).toPromise();
    done(data?.updateWebhook.userErrors[0]?.message ?? error?.message);
  };
  const remove = async () => {
    const { data, error } = await browserClient.mutation(DeleteWebhookDocument, { input: { webhookId } }).toPromise();
    done(data?.deleteWebhook.userErrors[0]?.message ?? error?.message);
  };

  return (
    <li>
      <div className={styles['webhook']}>
        <h3>{url}</h3>
        <Chip tone={isOn ? 'good' : disabledReason === 'BY_HAND' ? 'neutral' : 'bad'}>
          {isOn ? t('webhooks.on') : t(`webhooks.off.${disabledReason}`)}
        </Chip>
        <span className={styles['buttons']}>
          <Button size="small" disabled={!isOn} aria-label={t('webhooks.testNamed', { url })} onClick={() => void test()}>
            {t('webhooks.test')}
          </Button>
          <Button size="small" aria-label={t(isOn ? 'webhooks.turnOffNamed' : 'webhooks.turnOnNamed', { url })} onClick={() => void turn()}>
            {t(isOn ? 'webhooks.turnOff' : 'webhooks.turnOn')}
          </Button>
          <ConfirmButton
            text={t('webhooks.delete')}
            label={t('webhooks.deleteNamed', { url })}
            sureText={t('webhooks.deleteSure')}
            sureLabel={t('webhooks.deleteNamedSure', { url })}
            onConfirm={() => void remove()}
          />
        </span>
      </div>
      <p className={styles['soft']}>{events.map((event) => t(`webhooks.event.${event}`)).join(' · ')}</p>
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
      {deliveries.totalCount > 0 && (
        <details>
          <summary>{t('webhooks.deliveries', { count: deliveries.totalCount })}</summary>
          <DeliveriesTable url={url} deliveries={deliveries.edges.map(({ node }) => node)} canSend={isOn} onFailure={done} />
        </details>
      )}
    </li>
  );
}
