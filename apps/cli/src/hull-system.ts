import { reducedFormula } from '@kessho/core/composition/written-formula';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { enthalpyEntries } from '@kessho/core/energy/convex-hull/enthalpy-entries';
import type { OpenElement } from '@kessho/core/energy/convex-hull/grand-canonical';
import { openEntries } from '@kessho/core/energy/convex-hull/grand-canonical';
import type { VolumedEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { elementalReferences } from '@kessho/core/energy/convex-hull/phase-columns';
import type { EnergyScheme } from '@kessho/core/energy/reference-set';
import { assertOneScheme } from '@kessho/core/energy/reference-set';
import type { EnergyEntry } from '@kessho/core/formats/energy-entries/read-energy-entries';
import { UsageError } from './usage-error.js';

/** Conditions of a hull. */
export interface HullConditions {
  /** As given: absolute, or from the elemental references of the entries. */
  readonly open: readonly OpenElement[];
  readonly isReferenced: boolean;
  readonly pressureGPa: number;
  readonly allowsMixedSchemes: boolean;
}

/** What a hull is made of: entries at their enthalpies and, where elements are open, grand potentials. */
export interface HullSystem {
  readonly entries: readonly VolumedEntry[];
  /** Null where schemes were mixed on demand. */
  readonly scheme: EnergyScheme | null;
  /** On the scale of the total energies. */
  readonly open: readonly OpenElement[];
}

/**
 * The entries of a file under these conditions.
 * @throws {ReferenceSetsMixedError} {VolumeMissingError} {ReferenceMissingError} {InvalidHullInputError}
 */
export function hullSystem(file: string, read: readonly EnergyEntry[], { open, isReferenced, pressureGPa, allowsMixedSchemes }: HullConditions): HullSystem {
  const schemes = energySchemes(read);
  if (!allowsMixedSchemes) assertOneScheme(file, schemes);
  const entries = enthalpyEntries(
    read.map(
      ({ id, composition, energyPerAtom, volumePerAtom }, i): VolumedEntry => ({
        id: id ?? `entry-${i}`,
        formula: reducedFormula(composition),
        composition,
        energyPerAtom,
        volumePerAtom,
      }),
    ),
    pressureGPa,
  );
  const references = isReferenced ? elementalReferences(open.map(({ atomicNumber }) => atomicNumber), entries) : null;
  const absolute = open.map(({ atomicNumber, chemicalPotential }, i) => ({ atomicNumber, chemicalPotential: chemicalPotential + (references?.[i]?.energyPerAtom ?? 0) }));
  return { entries: openEntries(entries, absolute), scheme: allowsMixedSchemes ? null : (schemes[0] ?? null), open: absolute };
}

/** `O=-5.0`. @throws {UsageError} */
export function parseOpenElement(text: string): OpenElement {
  const [symbol = '', potential = '', ...rest] = text.split('=');
  const atomicNumber = atomicNumberOf(symbol.trim());
  const chemicalPotential = Number(potential);
  if (atomicNumber === null) throw new UsageError(`--open takes an element and its chemical potential in eV, as O=-5.0; "${symbol}" is no chemical symbol`);
  if (rest.length > 0 || potential.trim() === '' || !Number.isFinite(chemicalPotential)) throw new UsageError(`--open takes an element and its chemical potential in eV, as O=-5.0, not "${text}"`);
  return { atomicNumber, chemicalPotential };
}

/** Corrections that a file applies without naming them. */
const UNNAMED_CORRECTIONS = 'corrections that it does not name';

/**
 * The scheme of each entry. An entry without a correction goes with any that are corrected, since many phases need none; GGA and GGA+U energies are one
 * scheme where corrections of the Materials Project join them, and two where nothing is corrected.
 */
function energySchemes(entries: readonly EnergyEntry[]): EnergyScheme[] {
  const correctionsOf = ({ madeBy }: EnergyEntry): string | null =>
    madeBy.kind === 'potential' ? null : (madeBy.corrections ?? (madeBy.isCorrected ? UNNAMED_CORRECTIONS : null));
  const named = [...new Set(entries.map(correctionsOf).filter((corrections) => corrections !== null))];
  return entries.map((entry): EnergyScheme => {
    if (entry.madeBy.kind === 'potential') return entry.madeBy;
    const functional = entry.madeBy.functional ?? 'a functional that it does not name';
    const corrections = correctionsOf(entry) ?? named[0] ?? null;
    const isMixing = corrections !== null && (functional === 'GGA' || functional === 'GGA+U');
    return { kind: 'calculation', functional: isMixing ? 'GGA/GGA+U' : functional, corrections };
  });
}
