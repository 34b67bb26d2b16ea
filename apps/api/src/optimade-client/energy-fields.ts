import type { JsonFetcher } from '../remote/fetch-json.js';
import { versionedUrl } from './page.js';

/** Energies, and what tells how they were obtained, under the names of providers whose fields are documented. */
const KNOWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  // Keyed by functional: gga_gga+u, r2scan, gga_gga+u_r2scan.
  mp: ['_mp_stability'],
  // `_oqmd_stability` is signed: negative below the hull of the other phases.
  oqmd: ['_oqmd_delta_e', '_oqmd_stability', '_oqmd_band_gap'],
  alexandria: ['_alexandria_formation_energy_per_atom', '_alexandria_hull_distance', '_alexandria_band_gap', '_alexandria_xc_functional'],
};

/** Names by which a provider's own field is likely to be an energy. */
const ENERGY_NAME = /^_[a-z0-9]+_.*(energy|stability|hull|delta_e|band_?gap|functional)/;
const MOST_FIELDS = 20;
const PATIENCE_MS = 10_000;

/**
 * Fields to ask a provider for beside the crystal: those known, or else those that `/info/structures` names like energies.
 * A provider that does not describe itself is asked for none.
 */
export async function energyFieldsOf(providerId: string, baseUrl: string, fetcher: JsonFetcher, signal: AbortSignal): Promise<readonly string[]> {
  const known = KNOWN_FIELDS[providerId];
  if (known !== undefined) return known;
  try {
    const { body } = await fetcher.get(`${versionedUrl(baseUrl)}/info/structures`, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    const properties: unknown = (body as { data?: { properties?: unknown } | null } | null)?.data?.properties;
    if (typeof properties !== 'object' || properties === null) return [];
    return Object.keys(properties).filter(isEnergyField).slice(0, MOST_FIELDS);
  } catch {
    signal.throwIfAborted();
    return [];
  }
}

export const isEnergyField = (name: string): boolean => ENERGY_NAME.test(name);
