import { OptimadeProviderSetting } from '@kessho/schema/entities/optimade-provider-setting';
import type { AddOptimadeProviderInput, RemoveOptimadeProviderInput, SetOptimadeProviderInput } from '@kessho/schema/inputs/optimade';
import type { OptimadeProviderPayload } from '@kessho/schema/results/optimade-payloads';
import type { OptimadeProvider } from '@kessho/schema/results/optimade-provider';
import type { DataSource } from 'typeorm';
import type { ListedProvider } from '../../optimade-client/providers/listed-provider.js';
import { isAvailable } from '../../optimade-client/providers/listed-provider.js';
import { isWrittenPrivate } from '../../remote/public-address.js';
import { PROVIDER_SNAPSHOT } from '../../optimade-client/providers/provider-snapshot.generated.js';

/** A provider and what the user decided on it. */
export interface ChosenProvider {
  readonly provider: ListedProvider;
  readonly isEnabled: boolean;
  readonly isAdded: boolean;
}

/** Which providers there are, and which of them are on. */
export interface OptimadeProviderService {
  /** By name. */
  readonly list: () => Promise<readonly ChosenProvider[]>;
  readonly set: (input: SetOptimadeProviderInput) => Promise<OptimadeProviderPayload>;
  readonly add: (input: AddOptimadeProviderInput) => Promise<OptimadeProviderPayload>;
  readonly remove: (input: RemoveOptimadeProviderInput) => Promise<OptimadeProviderPayload>;
}

const MOST_CHARACTERS = 500;

/**
 * All are off until someone turns them on; an added one is on, since whoever adds it wants to ask it.
 * @param allowsPrivate whether one in the server's own network may be added
 */
export function createOptimadeProviderService(database: DataSource, allowsPrivate: boolean): OptimadeProviderService {
  const settings = database.getRepository(OptimadeProviderSetting);
  const listedOf = (id: string): ListedProvider | undefined => PROVIDER_SNAPSHOT.find((provider) => provider.id === id);

  const list: OptimadeProviderService['list'] = async () => {
    const rows = await settings.find();
    const enabled = new Set(rows.filter(({ isEnabled }) => isEnabled).map(({ id }) => id));
    const listed = PROVIDER_SNAPSHOT.map((provider) => ({ provider, isEnabled: enabled.has(provider.id) && isAvailable(provider), isAdded: false }));
    const added = rows.flatMap((row) => {
      const provider = addedProvider(row);
      return provider === null ? [] : [{ provider, isEnabled: row.isEnabled, isAdded: true }];
    });
    return [...listed, ...added].sort((one, other) => compareNames(one.provider, other.provider));
  };

  const set: OptimadeProviderService['set'] = async ({ providerId, isEnabled }) => {
    const chosen = (await list()).find(({ provider }) => provider.id === providerId);
    if (chosen === undefined) return refuse('providerId', 'There is no such provider');
    if (isEnabled && !isAvailable(chosen.provider)) return refuse('providerId', 'This provider has no address');
    if (chosen.isAdded) await settings.update({ id: providerId }, { isEnabled });
    else await settings.upsert({ id: providerId, isEnabled, name: null, baseUrl: null }, ['id']);
    return { provider: shownProvider({ ...chosen, isEnabled }), userErrors: [] };
  };

  const add: OptimadeProviderService['add'] = async ({ baseUrl, name }) => {
    const address = baseUrl.trim().replace(/\/+$/, '');
    if (address.length > MOST_CHARACTERS || !URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol) || new URL(address).search !== '')
      return refuse('baseUrl', 'The base URL of a provider is needed: https://…/optimade');
    if (!allowsPrivate && isWrittenPrivate(new URL(address)))
      return refuse('baseUrl', 'This address is not of the public internet. Whoever runs the server may allow it: KESSHO_PROVIDER_PRIVATE=on');
    const { host, pathname } = new URL(address);
    const shown = name?.trim() || host;
    if (shown.length > MOST_CHARACTERS || shown.includes('\0'))
      return refuse('name', `A name has at most ${MOST_CHARACTERS} characters, none of them NUL`);
    const id = `${host}${pathname === '/' ? '' : pathname}`;
    if (listedOf(id) !== undefined) return refuse('baseUrl', 'There is a provider of this name');
    await settings.upsert({ id, isEnabled: true, name: shown, baseUrl: address }, ['id']);
    const provider = addedProvider({ id, name: shown, baseUrl: address });
    return { provider: provider && shownProvider({ provider, isEnabled: true, isAdded: true }), userErrors: [] };
  };

  const remove: OptimadeProviderService['remove'] = async ({ providerId }) => {
    const row = await settings.findOneBy({ id: providerId });
    if (row?.baseUrl == null) return refuse('providerId', 'Only a provider that was added can be removed');
    await settings.delete({ id: providerId });
    return { provider: null, userErrors: [] };
  };
  return { list, set, add, remove };
}

/** One database at its own address, where there may be an index as well; null for a provider of the list. */
function addedProvider({ id, name, baseUrl }: Pick<OptimadeProviderSetting, 'id' | 'name' | 'baseUrl'>): ListedProvider | null {
  if (name === null || baseUrl === null) return null;
  const databases = [{ id: 'main', name, baseUrl, aggregate: 'ok' as const }];
  return { id, name, description: '', homepage: null, indexUrl: baseUrl, databases };
}

export const shownProvider = ({ provider, isEnabled, isAdded }: ChosenProvider): OptimadeProvider => ({
  ...provider,
  databases: provider.databases ?? [],
  isEnabled,
  isAvailable: isAvailable(provider),
  isAdded,
});

const compareNames = (one: ListedProvider, other: ListedProvider): number => one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);

const refuse = (field: string, message: string): OptimadeProviderPayload => ({
  provider: null,
  userErrors: [{ field: [field], code: 'INVALID_PROVIDER', message, position: null }],
});
