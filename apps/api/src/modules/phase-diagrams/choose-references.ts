import { symbolOf } from '@kessho/core/elements/elements';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import type { ModelId } from '@kessho/core/energy/energy-model';
import type { ReferencePhases } from '@kessho/core/prediction/create-prediction-stages';
import { hullEntryOf } from '@kessho/core/prediction/references/plan-references';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import type { DataSource } from 'typeorm';
import { badUserInput } from '../../graphql/request-errors.js';
import { readReferencePhases } from '../../jobs/reference-phases.js';
import { ensureReferenceSet } from '../models/ensure-models.js';

/** What a diagram is asked for. */
interface Asked {
  readonly elements: readonly number[];
  readonly referenceSetId: string | null;
  readonly pressureGPa: number | null;
}

/** Phases that a diagram may stand on. */
export interface ChosenReferences {
  readonly label: { readonly name: string; readonly model: ModelId };
  readonly entriesOf: (atomicNumbers: readonly number[]) => readonly HullEntry[];
}

/**
 * The reference set that a diagram asks for: the installed one, or one whose phases were relaxed for a prediction.
 * @throws BAD_USER_INPUT where there is none for the system at the pressure, with the reason
 */
export async function chooseReferences(
  database: DataSource,
  installed: ReferencePhases,
  { elements, referenceSetId, pressureGPa }: Asked,
): Promise<{ readonly referenceSet: ReferenceSet; readonly references: ChosenReferences }> {
  const repository = database.getRepository(ReferenceSet);
  const installedId = await ensureReferenceSet(database.manager, installed.label);
  const asked =
    referenceSetId ?? ((pressureGPa ?? 0) === 0 ? installedId : await relaxedSetId(database, installed.label.model, elements, pressureGPa ?? 0));
  const referenceSet = asked === null ? null : await repository.findOneBy({ id: asked });
  if (referenceSet === null || (referenceSet.members === null && referenceSet.id !== installedId)) {
    if (referenceSetId === null) throw notComputed(elements, pressureGPa ?? 0, installed);
    throw badUserInput(`The phases of this reference set are not installed; those of ${installed.label.name} are`, {
      reason: 'ReferenceSetNotInstalled',
    });
  }
  if (pressureGPa !== null && pressureGPa !== referenceSet.pressureGPa)
    throw badUserInput(`The phases of ${referenceSet.name} are those of ${referenceSet.pressureGPa} GPa, not of ${pressureGPa} GPa`, {
      reason: 'PressureDiffers',
    });
  if (referenceSet.members === null) return { referenceSet, references: installed };
  const { name, version, sha256 } = await database.getRepository(EnergyModel).findOneByOrFail({ id: referenceSet.energyModelId });
  const model = { name, version, sha256 };
  const foreign = elements.map(symbolOf).filter((symbol) => !(referenceSet.chemicalSystem ?? '').split('-').includes(symbol));
  if (foreign.length > 0)
    throw badUserInput(`${referenceSet.name} has no phases with ${foreign.join(', ')}: they were relaxed for ${referenceSet.chemicalSystem} alone`, {
      reason: 'OutsideOfReferenceSet',
    });
  const entries = (await readReferencePhases(database, model, referenceSet.pressureGPa, referenceSet.members)).map(hullEntryOf);
  const entriesOf: ChosenReferences['entriesOf'] = (numbers) =>
    entries.filter(({ composition }) => composition.atomicNumbers.every((z) => numbers.includes(z)));
  return { referenceSet, references: { label: { name: referenceSet.name, model }, entriesOf } };
}

/** Phases that were relaxed with a model at the pressure for this system or a larger one, nothing held out: the smallest system, then the newest. */
async function relaxedSetId(database: DataSource, model: ModelId, elements: readonly number[], pressureGPa: number): Promise<string | null> {
  const set = await database
    .getRepository(ReferenceSet)
    .createQueryBuilder('set')
    .innerJoin('set.energyModel', 'model')
    .where('model.sha256 = :sha256 AND set.pressureGPa = :pressureGPa AND set.members IS NOT NULL AND set.heldOut IS NULL', {
      sha256: model.sha256,
      pressureGPa,
    })
    .andWhere(`string_to_array(set.chemicalSystem, '-') @> :symbols::text[]`, { symbols: elements.map(symbolOf) })
    .orderBy('length(set.chemicalSystem)', 'ASC')
    .addOrderBy('set.name', 'DESC')
    .getOne();
  return set?.id ?? null;
}

const notComputed = (elements: readonly number[], pressureGPa: number, { label }: ReferencePhases) =>
  badUserInput(
    `No phases of ${elements.map(symbolOf).sort().join('-')} have been relaxed at ${pressureGPa} GPa. A prediction in this system at this pressure relaxes them; ` +
      `${label.name} holds energies without pressure and no volumes, so it cannot be taken there`,
    { reason: 'ReferenceSetNotComputed' },
  );
