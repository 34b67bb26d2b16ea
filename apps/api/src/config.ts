import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelPacksRoot } from '@kessho/models/packs/model-packs-root';
import type { OptimadeSettings } from './optimade/optimade-settings.js';
import type { WebhookSettings } from './webhooks/deliver-webhooks.js';

/** Root of the repository, from `dist/` and `src/` alike. */
export const REPOSITORY_ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Everything the environment decides; this file alone reads it. */
export interface Config {
  /** A PostgreSQL of the user's; null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database and of what belongs to this installation. */
  readonly home: string;
  /** Address the API binds to. */
  readonly host: string;
  readonly port: number;
  /** Whether `npm start` brings the dashboard. */
  readonly dashboard: boolean;
  /** Address the dashboard binds to. */
  readonly webHost: string;
  readonly webPort: number;
  /** Worker processes on this machine. */
  readonly workers: number;
  /** Threads of one evaluation of a potential. */
  readonly threads: number;
  /** Module that exports `loadPredictionStages`, in place of the trained models. */
  readonly stagesModule: string | null;
  /** Folder of the potentials that the user installed. */
  readonly modelPacks: string;
  /** Origins whose pages may call the API, beside those on this machine. */
  readonly allowedOrigins: readonly string[];
  /** Folder whose files the API may import; the command line may import any. */
  readonly importFolder: string;
  /** Key to the Materials Project's API, the user's own; it is stored nowhere. */
  readonly materialsProjectKey: string | null;
  /** Per token, or per address where none is sent. */
  readonly mutationsPerMinute: number;
  readonly costPerMinute: number;
  /** Address under which others reach the API, without a slash at its end; null where they use the one it binds to. */
  readonly publicUrl: string | null;
  readonly optimade: OptimadeSettings;
  readonly webhooks: WebhookSettings;
  /** Whether other databases may be asked at addresses of this network; the command line may import from any. */
  readonly allowsPrivateProviders: boolean;
}

export class ConfigError extends Error {}

/** @throws {ConfigError} naming the variable */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const text = (name: string): string | null => environment[name]?.trim() || null;
  const whole = (name: string, fallback: number, least: number, most: number): number => {
    const value = text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${value}"`);
    return number;
  };
  const home = resolve(text('KESSHO_HOME') ?? resolve(REPOSITORY_ROOT, '.kessho'));
  return {
    databaseUrl: text('DATABASE_URL'),
    home,
    host: text('KESSHO_HOST') ?? '127.0.0.1',
    port: whole('KESSHO_PORT', 4000, 0, 65535),
    dashboard: text('KESSHO_DASHBOARD') !== 'off',
    webHost: text('KESSHO_WEB_HOST') ?? '127.0.0.1',
    webPort: whole('KESSHO_WEB_PORT', 3000, 0, 65535),
    workers: whole('KESSHO_WORKERS', Math.max(1, availableParallelism() - 1), 0, 256),
    threads: whole('KESSHO_THREADS', 1, 1, 64),
    stagesModule: text('KESSHO_STAGES_MODULE'),
    modelPacks: modelPacksRoot(environment),
    allowedOrigins: (text('KESSHO_ALLOWED_ORIGINS') ?? '')
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
    importFolder: resolve(text('KESSHO_IMPORT_FOLDER') ?? resolve(home, 'import')),
    materialsProjectKey: text('MP_API_KEY'),
    mutationsPerMinute: whole('KESSHO_MUTATIONS_PER_MINUTE', 300, 1, 1e9),
    costPerMinute: whole('KESSHO_COST_PER_MINUTE', 1_000_000, 10_000, 1e9),
    publicUrl: readUrl(text, 'KESSHO_PUBLIC_URL')?.replace(/\/+$/, '') ?? null,
    optimade: readOptimadeSettings(text),
    webhooks: readWebhookSettings(text),
    allowsPrivateProviders: text('KESSHO_PROVIDER_PRIVATE') === 'on',
  };
}

type ReadText = (name: string) => string | null;

function readUrl(text: ReadText, name: string): string | null {
  const value = text(name);
  if (value !== null && !/^https?:\/\/[^/?#]+[^?#]*$/.test(value))
    throw new ConfigError(`${name} must be an address that begins with http, not "${value}"`);
  return value;
}

function readOptimadeSettings(text: ReadText): OptimadeSettings {
  const prefix = text('KESSHO_OPTIMADE_PREFIX') ?? 'exmpl';
  if (!/^[a-z][a-z0-9]*$/.test(prefix))
    throw new ConfigError(`KESSHO_OPTIMADE_PREFIX must be small letters and digits, with a letter first and no underscores, not "${prefix}"`);
  return {
    prefix,
    providerName: text('KESSHO_OPTIMADE_PROVIDER') ?? 'Kessho',
    providerDescription: text('KESSHO_OPTIMADE_DESCRIPTION') ?? 'Crystals that Kessho predicted, and those it knows from other databases',
    homepage: readUrl(text, 'KESSHO_OPTIMADE_HOMEPAGE'),
    maintainer: text('KESSHO_OPTIMADE_MAINTAINER'),
    licenseUrl: readUrl(text, 'KESSHO_OPTIMADE_LICENSE_URL'),
    isPublic: text('KESSHO_OPTIMADE_PUBLIC') === 'on',
    jsonSchemaTypes: text('KESSHO_OPTIMADE_TYPES') === 'json-schema',
  };
}

/** At once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h: the schedule that Standard Webhooks proposes, three days in all. */
const RETRY_SECONDS = '5,300,1800,7200,18000,36000,50400,72000,86400';

function readWebhookSettings(text: ReadText): WebhookSettings {
  const pauses = text('KESSHO_WEBHOOK_RETRY_SECONDS') ?? RETRY_SECONDS;
  const retryAfterMs = pauses.split(',').map((seconds) => 1000 * Number(seconds));
  if (!retryAfterMs.every((ms) => ms >= 0 && ms < Infinity))
    throw new ConfigError(`KESSHO_WEBHOOK_RETRY_SECONDS must be seconds with commas between them, not "${pauses}"`);
  return { allowsPrivate: text('KESSHO_WEBHOOK_PRIVATE') === 'on', retryAfterMs };
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export const isLoopback = (host: string): boolean => LOOPBACK.has(host.toLowerCase());
