import type { Structure } from '@kessho/core/crystal/structure';
import { CoreError } from '@kessho/core/errors';
import { storedDistance, storeFingerprint } from '@kessho/core/matching/fingerprint-index';
import { geometryFingerprint } from '@kessho/core/matching/geometry-fingerprint';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import type { KnownStatus } from '@kessho/schema/results/known-crystal';
import type { Comparison } from '../../comparison/start-comparison.js';
import type { RequestLoaders } from '../../graphql/data-loaders.js';
import { Material } from '@kessho/schema/entities/material';
import { symmetryOfImported } from '../../imports/analysis/symmetry-of-imported.js';
import { crystalOf } from '../materials/crystal-of.js';
import { structureFromRow } from '../structures/structure-from-row.js';
import type { StoredCrystal } from './known.loader.js';
import { crystalsOfComposition, membersOfPrototype } from './known.loader.js';

/** A crystal that is to be found among the stored ones. */
export interface SoughtCrystal {
  readonly structure: Structure;
  /** Null for a composition that is not stored. */
  readonly compositionId: string | null;
}

export interface KnownVerdict {
  readonly status: KnownStatus;
  readonly match: { readonly materialId: string; readonly rms: number | null } | null;
}

/** Of the crystals under one label so many are compared site by site, those with the nearest fingerprints. */
const COMPARED_MEMBERS = 5;

/**
 * Whether a crystal is stored, or one of its prototype. Crystals of one label have their atoms on the same kinds of positions; only if the sites match as well,
 * whatever the elements, are they one prototype (isopointal and isoconfigurational: J. Lima-de-Faria et al., Acta Cryst. A46, 1 (1990),
 * doi:10.1107/S0108767389008834).
 */
export async function compareWithKnown(
  { structure, compositionId }: SoughtCrystal,
  loaders: RequestLoaders,
  comparison: Comparison,
): Promise<KnownVerdict> {
  const sameComposition = compositionId === null ? null : await loaders.related(crystalsOfComposition, compositionId);
  const known = await bestMatch(structure, sameComposition ?? [], false, comparison);
  if (known !== null) return { status: 'known', match: known };
  const label = prototypeOf(structure);
  const members = label === null ? null : await loaders.related(membersOfPrototype, label);
  const fingerprint = storeFingerprint(geometryFingerprint(structure));
  const nearest = (members ?? [])
    .map(({ materialId, fingerprint: stored }) => ({ materialId, distance: storedDistance(fingerprint, stored) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, COMPARED_MEMBERS);
  const alike = await bestMatch(structure, await crystalsOf(nearest, loaders), true, comparison);
  return alike === null ? { status: 'new', match: null } : { status: 'known-prototype', match: alike };
}

async function bestMatch(
  structure: Structure,
  crystals: readonly StoredCrystal[],
  isAnonymous: boolean,
  { compareStructures }: Comparison,
): Promise<{ readonly materialId: string; readonly rms: number } | null> {
  const results = await compareStructures({ structure, others: crystals.map((crystal) => crystal.structure), isAnonymous });
  const matching = results.flatMap(({ matches, rms }, k) => {
    const materialId = crystals[k]?.materialId;
    return matches && rms !== null && materialId !== undefined ? [{ materialId, rms }] : [];
  });
  return matching.sort((a, b) => a.rms - b.rms)[0] ?? null;
}

async function crystalsOf(members: readonly { readonly materialId: string }[], loaders: RequestLoaders): Promise<StoredCrystal[]> {
  const materials = await Promise.all(members.map(({ materialId }) => loaders.entity(Material, materialId)));
  return materials.flatMap((material) => {
    const crystal = material && crystalOf(material);
    return material && crystal ? [{ materialId: material.id, structure: structureFromRow(crystal) }] : [];
  });
}

/** As imported crystals are labeled; null where no group is found. */
function prototypeOf(structure: Structure): string | null {
  try {
    return prototypeLabel(structure, symmetryOfImported(structure));
  } catch (error) {
    if (error instanceof CoreError && error.code === 'SymmetryNotFound') return null;
    throw error;
  }
}
