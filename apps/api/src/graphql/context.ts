import type { Scope } from '@kessho/schema/entities/api-token';
import type { ModelCard } from '@kessho/schema/results/model-card';
import type { DataSource } from 'typeorm';
import type { ImportService } from '../modules/imports/import.service.js';
import type { PredictionService } from '../modules/predictions/prediction.service.js';
import type { PhaseDiagramService } from '../modules/phase-diagrams/phase-diagram.service.js';
import type { PredictionFeed } from '../modules/predictions/prediction-feed.js';
import type { RequestLoaders } from './data-loaders.js';

/** What resolvers see of one request. */
export interface ApiContext {
  readonly requestId: string;
  /** Scopes of whoever asks; null for nobody known. */
  readonly scopes: ReadonlySet<Scope> | null;
  /** Whose operations are counted together: a token, or an address. */
  readonly client: string;
  readonly database: DataSource;
  readonly loaders: RequestLoaders;
  readonly predictions: PredictionService;
  readonly imports: ImportService;
  readonly phaseDiagrams: PhaseDiagramService;
  readonly feed: PredictionFeed;
  /** What is known of the models of this installation, by the sha256 of their files. */
  readonly modelCards: ReadonlyMap<string, ModelCard>;
  /** Of our own properties in filters of OPTIMADE. */
  readonly optimadePrefix: string;
}
