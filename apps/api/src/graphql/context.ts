import type { Scope } from '@kessho/schema/entities/api-token';
import type { ModelCard } from '@kessho/schema/results/model-card';
import type { DataSource } from 'typeorm';
import type { Comparison } from '../comparison/start-comparison.js';
import type { Judges } from '../judges.js';
import type { ImportService } from '../modules/imports/import.service.js';
import type { OptimadeProviderService } from '../modules/federation/optimade-provider.service.js';
import type { OptimadeSearchService } from '../modules/federation/optimade-search.service.js';
import type { FingerprintSearch } from '../modules/known/fingerprint-search.js';
import type { PredictionService } from '../modules/predictions/prediction.service.js';
import type { PhaseDiagramService } from '../modules/phase-diagrams/phase-diagram.service.js';
import type { PredictionFeed } from '../modules/predictions/prediction-feed.js';
import type { SearchService } from '../modules/searches/search.service.js';
import type { WebhookSettings } from '../webhooks/deliver-webhooks.js';
import type { RequestLoaders } from './data-loaders.js';

/** What resolvers see of one request. */
export interface ApiContext {
  readonly requestId: string;
  /** Scopes of whoever asks; null for nobody known. */
  readonly scopes: ReadonlySet<Scope> | null;
  /** Row of the member who asks; null for nobody known. */
  readonly memberId: string | null;
  /** Whose operations are counted together: a token, or an address. */
  readonly client: string;
  readonly database: DataSource;
  readonly loaders: RequestLoaders;
  readonly predictions: PredictionService;
  readonly imports: ImportService;
  readonly searches: SearchService;
  readonly optimadeProviders: OptimadeProviderService;
  readonly optimadeSearches: OptimadeSearchService;
  readonly phaseDiagrams: PhaseDiagramService;
  readonly comparison: Comparison;
  readonly fingerprints: FingerprintSearch;
  readonly feed: PredictionFeed;
  readonly judges: Judges;
  /** What is said of a model by the sha256 of its file; null where it is not installed. */
  readonly modelCard: (sha256: string) => Promise<ModelCard | null>;
  readonly webhooks: WebhookSettings;
  /** Of our own properties in filters of OPTIMADE. */
  readonly optimadePrefix: string;
}
