import type { ModelId } from '@kessho/core/energy/energy-model';
import type { ReferenceSetLabel } from '@kessho/core/prediction/stage-types';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import type { EntityManager } from 'typeorm';

/** The row of a model, made at its first use. */
export async function ensureModel(manager: EntityManager, { name, version, sha256 }: ModelId): Promise<string> {
  const identity = { name, version, sha256 };
  await manager.createQueryBuilder().insert().into(EnergyModel).values(identity).orIgnore().execute();
  return (await manager.findOneByOrFail(EnergyModel, identity)).id;
}

/** The row of a reference set, made at its first use. @param members ids of its phases where they were relaxed for a prediction */
export async function ensureReferenceSet(manager: EntityManager, label: ReferenceSetLabel, members: string[] | null = null): Promise<string> {
  const { name, snapshotDate, model, ...description } = label;
  const identity = { name, snapshotDate, energyModelId: await ensureModel(manager, model) };
  await manager
    .createQueryBuilder()
    .insert()
    .into(ReferenceSet)
    .values({ ...identity, ...description, members })
    .orIgnore()
    .execute();
  return (await manager.findOneByOrFail(ReferenceSet, identity)).id;
}
