import { Candidate } from '@kessho/schema/entities/candidate';
import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import { Judgement } from '@kessho/schema/entities/judgement';
import { Material } from '@kessho/schema/entities/material';
import { Prediction } from '@kessho/schema/entities/prediction';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { CellSetting, StructureFormat } from '@kessho/schema/enums/export-enums';
import { CellSettingEnum, StructureFormatEnum } from '@kessho/schema/enums/export-enums';
import { StructureFilter } from '@kessho/schema/inputs/filters';
import { StructureOrder } from '@kessho/schema/inputs/orders';
import type { Page } from '@kessho/schema/results/connection';
import { RelaxedStructureConnection } from '@kessho/schema/results/connections';
import { CrystalGeometry } from '@kessho/schema/results/crystal-geometry';
import { ExportedFile } from '@kessho/schema/results/exported-file';
import { Provenance } from '@kessho/schema/results/provenance';
import { RelaxationTrajectory } from '@kessho/schema/results/relaxation-trajectory';
import { Stability } from '@kessho/schema/results/stability';
import { Arg, Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { orderKeys } from '../../graphql/order-keys.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import { exportedFile, exportPath, TRAJECTORY_FORMAT } from './exported-file.js';
import { fileOfStructure } from './file-of-structure.js';
import { geometryInCell } from './geometry-in-cell.js';
import { decompositionByStructure, judgementByStructure } from './structure.loader.js';
import { trajectoryFile } from './trajectory-file.js';
import { structureConditions, STRUCTURE_LIST, STRUCTURES_MERGED_INTO } from './structure.list.js';

@Resolver(() => RelaxedStructure)
export class StructureResolver {
  @Authorized('read')
  @Query(() => RelaxedStructureConnection, { description: 'Relaxed structures of all predictions, the most stable first.' })
  structures(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => StructureFilter, { nullable: true }) filter: StructureFilter | null,
    @Arg('orderBy', () => [StructureOrder], { nullable: true }) orderBy: StructureOrder[] | null,
    @Ctx() { loaders, optimadePrefix }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    const list = STRUCTURE_LIST;
    const where = filterCondition(filter, structureConditions(optimadePrefix));
    return loaders.page(RelaxedStructure, { list, parentId: null, filter, where, order: orderKeys(list, orderBy), page: pageRequest(args) });
  }

  @FieldResolver(() => Prediction)
  async prediction(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Prediction> {
    return required(await loaders.entity(Prediction, structure.predictionId));
  }

  @FieldResolver(() => Candidate)
  async candidate(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Candidate> {
    return required(await loaders.entity(Candidate, structure.candidateId));
  }

  @FieldResolver(() => Composition)
  async composition(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Composition> {
    return required(await loaders.entity(Composition, structure.compositionId));
  }

  @FieldResolver(() => EnergyModel)
  async energyModel(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<EnergyModel> {
    return required(await loaders.entity(EnergyModel, structure.energyModelId));
  }

  @FieldResolver(() => Material, { nullable: true, description: 'The known crystal it matches; null where none is known or it was held out.' })
  knownMatch(@Root() { knownMatchId }: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Material | null> | null {
    return knownMatchId === null ? null : loaders.entity(Material, knownMatchId);
  }

  @FieldResolver(() => RelaxedStructure, { nullable: true, description: 'The better one of the same structure, where this is a repetition.' })
  mergedInto(@Root() { mergedIntoId }: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<RelaxedStructure | null> | null {
    return mergedIntoId === null ? null : loaders.entity(RelaxedStructure, mergedIntoId);
  }

  @FieldResolver(() => RelaxedStructureConnection, { description: 'Relaxed candidates that turned out to be this structure.' })
  merged(
    @Root() { id }: RelaxedStructure,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    return loaders.page(RelaxedStructure, wholeList(STRUCTURES_MERGED_INTO, args, id));
  }

  @FieldResolver(() => Stability, { nullable: true, description: 'Null until it is ranked.' })
  async stability(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Stability | null> {
    if (structure.rank === null || structure.referenceSetId === null) return null;
    const [reference, shares] = await Promise.all([
      loaders.entity(ReferenceSet, structure.referenceSetId).then(required),
      loaders.related(decompositionByStructure, structure.id),
    ]);
    const [energyModel, decomposesTo] = await Promise.all([
      loaders.entity(EnergyModel, reference.energyModelId).then(required),
      Promise.all((shares ?? []).map(async ({ materialId, amount }) => ({ material: required(await loaders.entity(Material, materialId)), amount }))),
    ]);
    return {
      energyAboveHull: structure.energyAboveHull,
      formationEnergyPerAtom: structure.formationEnergyPerAtom,
      decomposesTo,
      hull: {
        source: reference.name,
        energyScheme: reference.geometry,
        snapshotDate: reference.snapshotDate,
        competingEntries: reference.entries,
        pressureGPa: reference.pressureGPa,
        energyModel,
      },
    };
  }

  @FieldResolver(() => Judgement, { nullable: true, description: 'Null without a judge, and for what was not among its finalists.' })
  judgement(@Root() { id }: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Judgement | null> {
    return loaders.related(judgementByStructure, id);
  }

  @FieldResolver(() => Provenance)
  async provenance(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<Provenance> {
    const [energyModel, prediction] = await Promise.all([
      loaders.entity(EnergyModel, structure.energyModelId).then(required),
      loaders.entity(Prediction, structure.predictionId).then(required),
    ]);
    const { startedAt, finishedAt, codeVersion, seed } = prediction;
    const durationMs = startedAt === null || finishedAt === null ? null : finishedAt.getTime() - startedAt.getTime();
    return { energyModel, codeVersion, seed, createdAt: structure.createdAt, durationMs };
  }

  @FieldResolver(() => CrystalGeometry, { description: 'For the viewer; the download with the same arguments shows the same cell.' })
  geometry(
    @Root() structure: RelaxedStructure,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true, description: 'Positions and cell made exactly symmetric within `symprec`.' })
    symmetrized: boolean,
  ): CrystalGeometry {
    return geometryInCell(structure, { cell, symmetrized });
  }

  @FieldResolver(() => RelaxationTrajectory)
  trajectory(@Root() { trajectory }: RelaxedStructure): RelaxationTrajectory {
    // Rows written before frames were kept have none.
    return { ...trajectory, frames: (trajectory as Partial<RelaxationTrajectory>).frames ?? [] };
  }

  @FieldResolver(() => ExportedFile, {
    description:
      'The way of the relaxation as extxyz, a frame for each step whose geometry was kept (two dozen at most), each with its energy; the last frame is the structure itself, with forces and stress.',
  })
  async trajectoryFile(@Root() structure: RelaxedStructure, @Ctx() { loaders }: ApiContext): Promise<ExportedFile> {
    return exportedFile(await trajectoryFile(loaders, structure), exportPath(structure.nodeId(), { format: TRAJECTORY_FORMAT }));
  }

  @FieldResolver(() => ExportedFile)
  async file(
    @Root() structure: RelaxedStructure,
    @Arg('format', () => StructureFormatEnum) format: StructureFormat,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true }) symmetrized: boolean,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ExportedFile> {
    const choice = { format, cell, symmetrized };
    return exportedFile(await fileOfStructure(loaders, structure, choice), exportPath(structure.nodeId(), choice));
  }
}
