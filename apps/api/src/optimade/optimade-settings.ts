/** What an installation says of itself as a provider of OPTIMADE. */
export interface OptimadeSettings {
  /** Between underscores before the names of our own properties. */
  readonly prefix: string;
  readonly providerName: string;
  readonly providerDescription: string;
  readonly homepage: string | null;
  /** Address of electronic mail of whoever keeps the server. */
  readonly maintainer: string | null;
  /** Where people read under what license the data are. */
  readonly licenseUrl: string | null;
  /** Open to everyone, without token and to pages of every origin. */
  readonly isPublic: boolean;
  /** Types of properties in /info as lists of JSON Schema, which the specification asks for and its validator 1.5.0 refuses. */
  readonly jsonSchemaTypes: boolean;
}

/** Version of the specification that is served; 1, 1.2 and 1.2.0 name it. */
export const API_VERSION = '1.2.0';
export const SERVED_VERSIONS = ['v1', 'v1.2', 'v1.2.0'] as const;
