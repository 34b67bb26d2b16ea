import { CoreError } from '../errors.js';
import type { HullEntry } from './convex-hull/hull-entry.js';
import type { ModelId } from './energy-model.js';

/** What made energies that may be compared: one potential, or one functional with one scheme of corrections. */
export type EnergyScheme =
  | { readonly kind: 'potential'; readonly model: ModelId }
  | {
      readonly kind: 'calculation';
      /** `PBE`, `GGA_GGA+U`, `r2SCAN`. */
      readonly functional: string;
      /** `MaterialsProject2020Compatibility`; null for energies as calculated. */
      readonly corrections: string | null;
    };

/** Competing phases that one hull may stand on. */
export interface ReferenceSet<Entry extends HullEntry = HullEntry> {
  readonly name: string;
  /** Of the source, an ISO date as exact as it is known: `2025`, `2025-02` or `2025-02-28`. */
  readonly snapshotDate: string;
  readonly scheme: EnergyScheme;
  readonly entries: readonly Entry[];
}

/** A reference set without a name, or with a date that is none. */
export class InvalidReferenceSetError extends CoreError {
  readonly code = 'InvalidReferenceSet';
}

/** Energies of two schemes were to stand in one hull. */
export class ReferenceSetsMixedError extends CoreError {
  readonly code = 'ReferenceSetsMixed';

  constructor(what: string, schemes: readonly string[]) {
    super(
      `${what} has energies by ${schemes.join(' and by ')}. Schemes differ by more than the distances to a hull (two generations of corrections by 0.05 eV/atom ` +
        'on average, total energies by electronvolts), so that what is stable would depend on the mixture',
    );
  }
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** @throws {InvalidReferenceSetError} */
export function createReferenceSet<Entry extends HullEntry>({ name, snapshotDate, scheme, entries }: ReferenceSet<Entry>): ReferenceSet<Entry> {
  if (name.trim() === '') throw new InvalidReferenceSetError('A reference set needs a name');
  if (!isDate(snapshotDate))
    throw new InvalidReferenceSetError(`The snapshot date of ${name} should be 2025, 2025-02 or 2025-02-28, not "${snapshotDate}"`);
  return { name, snapshotDate, scheme, entries };
}

function isDate(text: string): boolean {
  const [, , month = '1', day = '1'] = DATE.exec(text) ?? [];
  return DATE.test(text) && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

/**
 * The entries of several sources as one list, which is allowed only where one scheme made all of them.
 * @throws {ReferenceSetsMixedError}
 */
export function combineEntries<Entry extends HullEntry>(what: string, sources: readonly Pick<ReferenceSet<Entry>, 'scheme' | 'entries'>[]): Entry[] {
  assertOneScheme(
    what,
    sources.map(({ scheme }) => scheme),
  );
  return sources.flatMap(({ entries }) => entries);
}

/** @param what begins the message @throws {ReferenceSetsMixedError} naming the schemes */
export function assertOneScheme(what: string, schemes: readonly EnergyScheme[]): void {
  const distinct = new Map(schemes.map((scheme) => [schemeKey(scheme), scheme]));
  if (distinct.size > 1) throw new ReferenceSetsMixedError(what, [...distinct.values()].map(schemeLabel));
}

const schemeKey = (scheme: EnergyScheme): string =>
  JSON.stringify(
    scheme.kind === 'potential' ? [scheme.model.name, scheme.model.version, scheme.model.sha256] : [scheme.functional, scheme.corrections],
  );

/** For people: `chgnet 0.3.0 (bfa7b276)`, `PBE with MaterialsProject2020Compatibility`. */
export const schemeLabel = (scheme: EnergyScheme): string =>
  scheme.kind === 'potential'
    ? `${scheme.model.name} ${scheme.model.version} (${scheme.model.sha256.slice(0, 8)})`
    : `${scheme.functional}${scheme.corrections === null ? ' without corrections' : ` with ${scheme.corrections}`}`;
