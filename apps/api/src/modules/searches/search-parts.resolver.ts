import { Composition } from '@kessho/schema/entities/composition';
import { Search } from '@kessho/schema/entities/search';
import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import type { CellSetting, StructureFormat } from '@kessho/schema/enums/export-enums';
import { CellSettingEnum, StructureFormatEnum } from '@kessho/schema/enums/export-enums';
import { CrystalGeometry } from '@kessho/schema/results/crystal-geometry';
import { ExportedFile } from '@kessho/schema/results/exported-file';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';
import { individualId, phaseId } from '../../searches/search-rows.js';
import { exportStructure } from '../structures/export-structure.js';
import { geometryInCell } from '../structures/geometry-in-cell.js';
import { crystalsByPhase } from './search.loader.js';

@Resolver(() => SearchIndividual)
export class SearchIndividualResolver {
  @FieldResolver(() => Search)
  async search(@Root() { searchId }: SearchIndividual, @Ctx() { loaders }: ApiContext): Promise<Search> {
    return required(await loaders.entity(Search, searchId));
  }

  @FieldResolver(() => [SearchIndividual])
  parents(@Root() { searchId, parentOrdinals }: SearchIndividual, @Ctx() { loaders }: ApiContext): Promise<SearchIndividual[]> {
    return Promise.all(parentOrdinals.map(async (ordinal) => required(await loaders.entity(SearchIndividual, individualId(searchId, ordinal)))));
  }

  @FieldResolver(() => SearchPhase, { nullable: true, description: 'That it became; null where it became none.' })
  becamePhase(@Root() { searchId, phase }: SearchIndividual, @Ctx() { loaders }: ApiContext): Promise<SearchPhase | null> | null {
    return phase === null ? null : loaders.entity(SearchPhase, phaseId(searchId, phase));
  }
}

@Resolver(() => SearchPhase)
export class SearchPhaseResolver {
  @FieldResolver(() => Search)
  async search(@Root() { searchId }: SearchPhase, @Ctx() { loaders }: ApiContext): Promise<Search> {
    return required(await loaders.entity(Search, searchId));
  }

  @FieldResolver(() => Composition)
  async composition(@Root() { compositionId }: SearchPhase, @Ctx() { loaders }: ApiContext): Promise<Composition> {
    return required(await loaders.entity(Composition, compositionId));
  }

  @FieldResolver(() => SearchIndividual, { description: 'That stands for it: the lowest.' })
  async individual(@Root() { searchId, individualOrdinal }: SearchPhase, @Ctx() { loaders }: ApiContext): Promise<SearchIndividual> {
    return required(await loaders.entity(SearchIndividual, individualId(searchId, individualOrdinal)));
  }

  @FieldResolver(() => CrystalGeometry, { description: 'For the viewer; the download with the same arguments shows the same cell.' })
  async geometry(
    @Root() { id }: SearchPhase,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true, description: 'Positions and cell made exactly symmetric within 0.03 Å.' })
    symmetrized: boolean,
    @Ctx() { loaders }: ApiContext,
  ): Promise<CrystalGeometry> {
    return geometryInCell(required(await loaders.related(crystalsByPhase, id)), { cell, symmetrized });
  }

  @FieldResolver(() => ExportedFile)
  async file(
    @Root() { id, compositionId, rank, spaceGroupSymbol, spaceGroupNumber }: SearchPhase,
    @Arg('format', () => StructureFormatEnum) format: StructureFormat,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true }) symmetrized: boolean,
    @Ctx() { loaders }: ApiContext,
  ): Promise<ExportedFile> {
    const { formula } = required(await loaders.entity(Composition, compositionId));
    const group = spaceGroupSymbol === null ? '' : `-${spaceGroupSymbol.replaceAll(/[ /]/g, '')}-${spaceGroupNumber}`;
    const stem = `${rank === null ? '' : `${String(rank).padStart(2, '0')}-`}${formula}${group}`;
    return exportStructure(required(await loaders.related(crystalsByPhase, id)), stem, { format, cell, symmetrized });
  }
}
