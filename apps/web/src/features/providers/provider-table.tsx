'use client';
import { RemoveOptimadeProviderDocument, SetOptimadeProviderDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { AddProvider } from './add-provider';
import type { ProviderList, ProviderRow } from './provider-types';
import styles from './providers-view.module.css';

/** Which providers there are, and switches for them: nothing is fetched from one that is off. */
export function ProviderTable({ providers, listDate }: ProviderList) {
  const t = useTranslate();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  // What was clicked stands at once, and until the API refuses it.
  const [clicked, setClicked] = useState<{ readonly [id: string]: boolean }>({});
  const isOn = ({ id, isEnabled }: ProviderRow): boolean => clicked[id] ?? isEnabled;
  const [failure, setFailure] = useState<string | null>(null);

  const run = async (ask: () => Promise<string | null>): Promise<string | null> => {
    setBusy(true);
    const refusal = await ask();
    setFailure(refusal);
    setBusy(false);
    router.refresh();
    return refusal;
  };
  const toggle = async (row: ProviderRow) => {
    const { id } = row;
    const isEnabled = !isOn(row);
    setClicked((before) => ({ ...before, [id]: isEnabled }));
    const refusal = await run(async () => {
      const { data, error } = await browserClient.mutation(SetOptimadeProviderDocument, { input: { providerId: id, isEnabled } }).toPromise();
      return data?.setOptimadeProvider.userErrors[0]?.message ?? error?.message ?? null;
    });
    if (refusal !== null) setClicked((before) => ({ ...before, [id]: !isEnabled }));
  };
  const remove = ({ id }: ProviderRow) =>
    run(async () => {
      const { data, error } = await browserClient.mutation(RemoveOptimadeProviderDocument, { input: { providerId: id } }).toPromise();
      return data?.removeOptimadeProvider.userErrors[0]?.message ?? error?.message ?? null;
    });

  const columns: readonly Column<ProviderRow>[] = [
    {
      id: 'on',
      heading: t('providers.on'),
      cell: (row) => (
        <input
          type="checkbox"
          role="switch"
          className={styles['switch']}
          aria-label={t('providers.turnOn', { name: row.name })}
          checked={isOn(row)}
          disabled={!row.isAvailable || isBusy}
          onChange={() => void toggle(row)}
        />
      ),
    },
    {
      id: 'name',
      heading: t('providers.provider'),
      isRowHeading: true,
      cell: (row) => (
        <span title={row.description}>
          {row.homepage === null ? (
            row.name
          ) : (
            <a href={row.homepage} target="_blank" rel="noreferrer">
              {row.name}
            </a>
          )}
        </span>
      ),
    },
    { id: 'id', heading: t('providers.prefix'), cell: (row) => <Chip tone="plain">{row.id}</Chip> },
    { id: 'addresses', heading: t('providers.addresses'), cell: (row) => <Addresses provider={row} /> },
    {
      id: 'remove',
      heading: <span className="visually-hidden">{t('providers.remove')}</span>,
      cell: (row) =>
        row.isAdded && (
          <Button size="small" variant="quiet" disabled={isBusy} onClick={() => void remove(row)}>
            {t('providers.remove')}
            <span className="visually-hidden"> — {row.name}</span>
          </Button>
        ),
    },
  ];
  return (
    <Panel title={t('providers.list')} note={t('providers.list.note', { date: listDate })} isFlush>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
      <DataTable caption={t('providers.list')} columns={columns} rows={providers} keyOf={({ id }) => id} />
      <AddProvider />
    </Panel>
  );
}

function Addresses({ provider: { isAvailable, databases } }: { provider: ProviderRow }) {
  const t = useTranslate();
  if (!isAvailable) return <span className={styles['hint']}>{t('providers.unavailable')}</span>;
  if (databases.length === 0) return <span className={styles['hint']}>{t('providers.byIndex')}</span>;
  return (
    <span className={styles['addresses']}>
      {databases.map(({ id, baseUrl, aggregate }) => (
        <span key={id}>
          <code>{baseUrl ?? '–'}</code> {aggregate !== 'OK' && <Chip tone="warn">{t('providers.aggregate', { wish: aggregate.toLowerCase() })}</Chip>}
        </span>
      ))}
    </span>
  );
}
