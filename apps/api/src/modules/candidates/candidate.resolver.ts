import { Candidate } from '@kessho/schema/entities/candidate';
import { Material } from '@kessho/schema/entities/material';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { SymmetryProposal } from '@kessho/schema/entities/symmetry-proposal';
import type { CellSetting, StructureFormat } from '@kessho/schema/enums/export-enums';
import { CellSettingEnum, StructureFormatEnum } from '@kessho/schema/enums/export-enums';
import { CrystalGeometry } from '@kessho/schema/results/crystal-geometry';
import { ExportedFile } from '@kessho/schema/results/exported-file';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';
import { exportedFile, exportPath } from '../structures/exported-file.js';
import { fileOfCandidate } from './file-of-candidate.js';
import { geometryInCell } from '../structures/geometry-in-cell.js';
import { relaxedStructureByCandidate } from './candidate.loader.js';

@Resolver(() => Candidate)
export class CandidateResolver {
  @FieldResolver(() => Prediction)
  async prediction(@Root() candidate: Candidate, @Ctx() { loaders }: ApiContext): Promise<Prediction> {
    return required(await loaders.entity(Prediction, candidate.predictionId));
  }

  @FieldResolver(() => SymmetryProposal, { nullable: true, description: 'The proposal of its space group; null where none was proposed.' })
  symmetryProposal(@Root() { symmetryProposalId }: Candidate, @Ctx() { loaders }: ApiContext): Promise<SymmetryProposal | null> | null {
    return symmetryProposalId === null ? null : loaders.entity(SymmetryProposal, symmetryProposalId);
  }

  @FieldResolver(() => Material, { nullable: true, description: 'The known crystal whose elements were replaced.' })
  sourceMaterial(@Root() { sourceMaterialId }: Candidate, @Ctx() { loaders }: ApiContext): Promise<Material | null> | null {
    return sourceMaterialId === null ? null : loaders.entity(Material, sourceMaterialId);
  }

  @FieldResolver(() => RelaxedStructure, { nullable: true, description: 'Null where it was not relaxed.' })
  relaxedStructure(@Root() { id }: Candidate, @Ctx() { loaders }: ApiContext): Promise<RelaxedStructure | null> {
    return loaders.related(relaxedStructureByCandidate, id);
  }

  @FieldResolver(() => CrystalGeometry)
  geometry(
    @Root() candidate: Candidate,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true }) symmetrized: boolean,
  ): CrystalGeometry {
    return geometryInCell(candidate, { cell, symmetrized });
  }

  @FieldResolver(() => ExportedFile)
  file(
    @Root() candidate: Candidate,
    @Arg('format', () => StructureFormatEnum) format: StructureFormat,
    @Arg('cell', () => CellSettingEnum, { defaultValue: 'as-predicted' }) cell: CellSetting,
    @Arg('symmetrized', () => Boolean, { defaultValue: true }) symmetrized: boolean,
  ): Promise<ExportedFile> {
    const choice = { format, cell, symmetrized };
    return exportedFile(fileOfCandidate(candidate, choice), exportPath(candidate.nodeId(), choice));
  }
}
