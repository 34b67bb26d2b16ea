'use client';
import type { WebhookEvent, WebhooksQuery } from '@kessho/schema/generated/graphql';
import { CreateWebhookDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '../../components/button';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { useRefresh } from '../../components/use-refresh';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { ChoiceBoxes } from './choice-boxes';
import { FormOutcome } from './form-outcome';
import fields from '../../components/fields.module.css';
import styles from './settings-view.module.css';
import { WebhookItem } from './webhook-item';

const EVENTS: readonly WebhookEvent[] = [
  'PREDICTION_FINISHED',
  'PREDICTION_FAILED',
  'SEARCH_FINISHED',
  'SEARCH_FAILED',
  'IMPORT_FINISHED',
  'IMPORT_FAILED',
  'COMMENT_CREATED',
];

/** The addresses that are told when something has happened, and a form for another. */
export function WebhooksPanel({ webhooks }: { webhooks: WebhooksQuery['webhooks'] }) {
  const t = useTranslate();
  useRefresh(webhooks.some(({ deliveries, disabledAt }) => disabledAt === null && deliveries.edges.some(({ node }) => node.state === 'PENDING')));
  return (
    <Panel title={t('webhooks.title')} note={t('webhooks.note')}>
      <NewWebhookForm />
      {webhooks.length === 0 ? (
        <Message title={t('webhooks.none')} />
      ) : (
        <ul className={styles['webhooks']}>
          {webhooks.map((webhook) => (
            <WebhookItem key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Makes a webhook and shows the key of its signatures, this once. */
function NewWebhookForm() {
  const t = useTranslate();
  const router = useRouter();
  const id = useId();
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly WebhookEvent[]>(['PREDICTION_FINISHED', 'PREDICTION_FAILED']);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const [secret, setSecret] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSecret(null);
    const input = { url: url.trim(), events };
    const { data, error } = await browserClient.mutation(CreateWebhookDocument, { input }).toPromise();
    const payload = data?.createWebhook;
    setFailures(payload?.userErrors.map(({ message }) => message) ?? [error?.message ?? t('error.unreachable')]);
    if (payload?.secret == null) return;
    setSecret(payload.secret);
    setUrl('');
    router.refresh();
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <div className={fields['fields']}>
        <label className={fields['field']} htmlFor={`${id}-url`}>
          {t('webhooks.url')}
          <input id={`${id}-url`} type="url" value={url} autoComplete="off" placeholder="https://" onChange={({ target }) => setUrl(target.value)} />
        </label>
        <Button type="submit" variant="primary" disabled={url.trim() === ''}>
          {t('webhooks.create')}
        </Button>
      </div>
      <ChoiceBoxes
        legend={t('webhooks.events')}
        choices={EVENTS}
        nameOf={(name) => t(`webhooks.event.${name}`)}
        chosen={events}
        onChange={setEvents}
      />
      <FormOutcome failures={failures} made={secret === null ? null : { secret, name: t('webhooks.secret'), hint: t('webhooks.once') }} />
    </form>
  );
}
