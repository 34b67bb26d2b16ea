'use client';
import type { WebhooksQuery } from '@kessho/schema/generated/graphql';
import { RedeliverWebhookDocument } from '@kessho/schema/generated/graphql';
import { Button } from '../../components/button';
import type { ChipTone } from '../../components/chip';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { formatTimestamp } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';

type Delivery = WebhooksQuery['webhooks'][number]['deliveries']['edges'][number]['node'];
const TONES: Readonly<Record<Delivery['state'], ChipTone>> = { PENDING: 'running', DELIVERED: 'good', FAILED: 'bad' };

interface DeliveriesTableProps {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  readonly canSend: boolean;
  /** Told after each attempt to send again; null where it went well. */
  readonly onFailure: (problem: string | null) => void;
}

/** What was sent last, how it was taken, and when it is tried again. */
export function DeliveriesTable({ url, deliveries, canSend, onFailure }: DeliveriesTableProps) {
  const { locale, t } = useLanguage();
  const sendAgain = async (deliveryId: string) => {
    const { data, error } = await browserClient.mutation(RedeliverWebhookDocument, { input: { deliveryId } }).toPromise();
    onFailure(data?.redeliverWebhook.userErrors[0]?.message ?? error?.message ?? null);
  };
  const time = (at: string | null) =>
    at !== null && (
      <time dateTime={at} suppressHydrationWarning>
        {formatTimestamp(at, locale)}
      </time>
    );
  const columns: Column<Delivery>[] = [
    { id: 'event', heading: t('webhooks.event'), isRowHeading: true, cell: ({ event }) => t(`webhooks.event.${event}`) },
    { id: 'at', heading: t('webhooks.happened'), cell: ({ createdAt }) => time(createdAt) },
    { id: 'state', heading: t('webhooks.state'), cell: ({ state }) => <Chip tone={TONES[state]}>{t(`webhooks.state.${state}`)}</Chip> },
    { id: 'answer', heading: t('webhooks.answer'), cell: ({ status, error }) => error ?? status ?? '' },
    { id: 'attempts', heading: t('webhooks.attempts'), align: 'end', cell: ({ attempts }) => attempts },
    { id: 'next', heading: t('webhooks.next'), cell: ({ nextAttemptAt }) => time(nextAttemptAt) },
    {
      id: 'again',
      heading: <span className="visually-hidden">{t('webhooks.again')}</span>,
      align: 'end',
      cell: ({ id, state, createdAt }) =>
        state !== 'PENDING' &&
        canSend && (
          <Button
            size="small"
            aria-label={t('webhooks.againNamed', { time: formatTimestamp(createdAt, locale) })}
            suppressHydrationWarning
            onClick={() => void sendAgain(id)}
          >
            {t('webhooks.again')}
          </Button>
        ),
    },
  ];
  return <DataTable caption={t('webhooks.deliveriesOf', { url })} columns={columns} rows={deliveries} keyOf={({ id }) => id} />;
}
