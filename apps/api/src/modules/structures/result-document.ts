import { symbolOf } from '@kessho/core/elements/elements';
import type { EnergyModel } from '@kessho/schema/entities/energy-model';
import type { Prediction } from '@kessho/schema/entities/prediction';
import type { ReferenceSet } from '@kessho/schema/entities/reference-set';
import type { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { DataSource } from 'typeorm';
import { funnelByPrediction, rejectionsByPrediction, spaceGroupProbabilitiesByPrediction } from '../predictions/prediction.loader.js';
import { structureFromRow } from './structure-from-row.js';

/** As in the command line's `result.json`: raised when a field changes its meaning or leaves. */
const SCHEMA_VERSION = 1;

interface Known {
  readonly formula: string;
  readonly models: readonly EnergyModel[];
  readonly reference: ReferenceSet | null;
}

/**
 * The document `result.json` of a stored prediction without its last field, `structures`: field names and units are those of the command line; what is not
 * stored is left out.
 */
export async function resultHead(database: DataSource, prediction: Prediction, { formula, models, reference }: Known): Promise<object> {
  const ids = [prediction.id];
  const [funnel, rejections, proposals] = await Promise.all([
    funnelByPrediction(database, ids),
    rejectionsByPrediction(database, ids),
    spaceGroupProbabilitiesByPrediction(database, ids),
  ]);
  const { seed, budget, holdout, pressureGPa } = prediction;
  return {
    schemaVersion: SCHEMA_VERSION,
    composition: formula,
    seed,
    budget,
    holdout,
    pressureGPa,
    models: models.map(({ name, version, sha256 }) => ({ name, version, sha256 })),
    referenceSet: reference === null ? null : referenceDocument(reference),
    symmetryProposals: (proposals.get(prediction.id) ?? []).map(({ spaceGroup, probability }) => ({ ...spaceGroup, probability })),
    volumePerAtom: prediction.predictedVolumePerAtom,
    funnel: funnel.get(prediction.id) ?? null,
    rejections: Object.fromEntries((rejections.get(prediction.id) ?? []).map(({ reason, count }) => [reason, count])),
  };
}

const referenceDocument = ({ name, snapshotDate, entries, pressureGPa, chemicalSystem, heldOut, windowPerAtom }: ReferenceSet) => ({
  name,
  snapshotDate,
  entries,
  pressureGPa,
  chemicalSystem,
  heldOut,
  windowPerAtom,
});

/** An element of `structures`. @param reference that its energy above hull stands on */
export function structureDocument(row: RelaxedStructure, reference: ReferenceSet | null): object {
  const { lattice, atomicNumbers, fracCoords } = structureFromRow(row);
  return {
    rank: row.rank,
    spaceGroup: row.spaceGroup(),
    symprec: row.symprec,
    nsites: row.nsites,
    energyPerAtom: row.energyPerAtom,
    enthalpyPerAtom: row.enthalpyPerAtom,
    formationEnergyPerAtom: row.formationEnergyPerAtom,
    energyAboveHull: row.energyAboveHull,
    referenceSet: reference?.name ?? null,
    probability: row.probability,
    likelihood: row.likelihood,
    energyRank: row.energyRank,
    prototype: row.prototype,
    relaxation: { stopReason: row.stopReason, steps: row.steps, maxForce: row.maxForce },
    lattice: lattice.vectors,
    species: atomicNumbers.map(symbolOf),
    fracCoords,
  };
}
