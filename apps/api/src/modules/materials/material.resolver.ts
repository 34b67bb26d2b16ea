import { Candidate } from '@kessho/schema/entities/candidate';
import { Composition } from '@kessho/schema/entities/composition';
import { Material } from '@kessho/schema/entities/material';
import { MaterialImport } from '@kessho/schema/entities/material-import';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { CellSetting, StructureFormat } from '@kessho/schema/enums/export-enums';
import { CellSettingEnum, StructureFormatEnum } from '@kessho/schema/enums/export-enums';
import { MaterialFilter } from '@kessho/schema/inputs/filters';
import { MaterialOrder } from '@kessho/schema/inputs/orders';
import type { Page } from '@kessho/schema/results/connection';
import { CandidateConnection, MaterialConnection, RelaxedStructureConnection } from '@kessho/schema/results/connections';
import { CrystalGeometry } from '@kessho/schema/results/crystal-geometry';
import { ExportedFile } from '@kessho/schema/results/exported-file';
import { MaterialCollection } from '@kessho/schema/results/material-collection';
import { Arg, Args, Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { filterCondition } from '../../database/filter-conditions.js';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { orderKeys } from '../../graphql/order-keys.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import { CANDIDATES_OF_MATERIAL } from '../candidates/candidate.list.js';
import { STRUCTURES_DECOMPOSING_TO, STRUCTURES_MATCHING_MATERIAL } from '../structures/structure.list.js';
import { exportedFile, exportPath } from '../structures/exported-file.js';
import { geometryInCell } from '../structures/geometry-in-cell.js';
import { crystalOf } from './crystal-of.js';
import { fileOfMaterial } from './file-of-material.js';
import { collectionOf, pageOf } from './material-collections.js';
import { materialConditions, MATERIAL_LIST } from './material.list.js';

@Resolver(() => Material)
export class MaterialResolver {
  @Authorized('read')
  @Query(() => MaterialConnection, { description: 'Known phases: imported, or met by predictions; by formula, unless ordered otherwise.' })
  materials(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Arg('filter', () => MaterialFilter, { nullable: true }) filter: MaterialFilter | null,
    @Arg('orderBy', () => [MaterialOrder], { nullable: true }) orderBy: MaterialOrder[] | null,
    @Ctx() { loaders, optimadePrefix }: ApiContext,
  ): Promise<Page<Material>> {
    const where = filterCondition(filter, materialConditions(optimadePrefix));
    return loaders.page(Material, {
      list: MATERIAL_LIST,
      parentId: null,
      filter,
      where,
      order: orderKeys(MATERIAL_LIST, orderBy),
      page: pageRequest(args),
    });
  }

  @FieldResolver(() => Composition)
  async composition(@Root() material: Material, @Ctx() { loaders }: ApiContext): Promise<Composition> {
    return required(await loaders.entity(Composition, material.compositionId));
  }

  @FieldResolver(() => RelaxedStructureConnection, { description: 'Predicted structures that match this crystal.' })
  matchedBy(
    @Root() { id }: Material,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    return loaders.page(RelaxedStructure, wholeList(STRUCTURES_MATCHING_MATERIAL, args, id));
  }

  @FieldResolver(() => RelaxedStructureConnection, { description: 'Predicted structures whose hull, at their composition, this crystal is part of.' })
  competesWith(
    @Root() { id }: Material,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<RelaxedStructure>> {
    return loaders.page(RelaxedStructure, wholeList(STRUCTURES_DECOMPOSING_TO, args, id));
  }

  @FieldResolver(() => MaterialCollection, { nullable: true, description: 'With its license; null where the id belongs to no known collection.' })
  collection(@Root() { sourceId }: Material): MaterialCollection | null {
    return collectionOf(sourceId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where its collection shows it.' })
  url(@Root() { sourceId }: Material): string | null {
    return pageOf(sourceId);
  }

  @FieldResolver(() => CandidateConnection, { description: 'Candidates made by replacing the elements of this crystal.' })
  candidates(@Root() { id }: Material, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<Candidate>> {
    return loaders.page(Candidate, wholeList(CANDIDATES_OF_MATERIAL, args, id));
  }

  @FieldResolver(() => MaterialImport, { nullable: true, description: 'The import that last stored its crystal.' })
  import(@Root() { importId }: Material, @Ctx() { loaders }: ApiContext): Promise<MaterialImport | null> | null {
    return importId === null ? null : loaders.entity(MaterialImport, importId);
  }

  @FieldResolver(() => CrystalGeometry, { nullable: true, description: 'As imported, or in another cell; null where no crystal was imported.' })
  geometry(
    @Root() material: Material,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted', description: '`AS_PREDICTED` is the cell of the source.' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true, description: 'Positions and cell made exactly symmetric within `symprec`.' })
    symmetrized: boolean,
  ): CrystalGeometry | null {
    const crystal = crystalOf(material);
    return crystal === null ? null : geometryInCell(crystal, { cell, symmetrized });
  }

  @FieldResolver(() => ExportedFile, { nullable: true, description: 'Null where no crystal was imported.' })
  file(
    @Root() material: Material,
    @Arg('format', () => StructureFormatEnum) format: StructureFormat,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted', description: '`AS_PREDICTED` is the cell of the source.' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true }) symmetrized: boolean,
  ): Promise<ExportedFile> | null {
    const choice = { format, cell, symmetrized };
    const file = fileOfMaterial(material, choice);
    return file === null ? null : exportedFile(file, exportPath(material.nodeId(), choice));
  }
}
