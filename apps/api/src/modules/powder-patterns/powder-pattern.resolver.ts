import { Material } from '@kessho/schema/entities/material';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { MatchPowderPatternInput, PowderPatternArgs } from '@kessho/schema/inputs/powder-pattern';
import { PowderMatch, PowderPattern } from '@kessho/schema/results/powder-pattern';
import { Arg, Args, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { crystalOf } from '../materials/crystal-of.js';
import { DEFAULT_SYMPREC } from '../structures/geometry-in-cell.js';
import type { GeometryColumns } from '../structures/structure-from-row.js';
import { structureFromRow } from '../structures/structure-from-row.js';
import { structureInCell } from '../structures/structure-in-cell.js';
import { matchPowderPattern, powderPattern } from './powder-pattern.service.js';

const patternOf = (row: GeometryColumns & { readonly symprec: number | null }, args: PowderPatternArgs): PowderPattern =>
  powderPattern(structureInCell(structureFromRow(row), row.symprec ?? DEFAULT_SYMPREC, { cell: args.cell, symmetrized: true }), args);

@Resolver(() => RelaxedStructure)
export class StructurePatternResolver {
  @Authorized('read')
  @Query(() => [PowderMatch], { description: 'Which structures of a prediction explain a measured X-ray powder pattern, the best first.' })
  matchPowderPattern(
    @Arg('input', () => MatchPowderPatternInput) input: MatchPowderPatternInput,
    @Arg('first', () => Int, { description: 'Compared are the first so many of the ranking, 1–20.' }) first: number,
    @Ctx() { database, comparison }: ApiContext,
  ): Promise<PowderMatch[]> {
    return matchPowderPattern(database, comparison, input, first);
  }

  @FieldResolver(() => PowderPattern)
  powderPattern(@Root() structure: RelaxedStructure, @Args(() => PowderPatternArgs) args: PowderPatternArgs): PowderPattern {
    return patternOf(structure, args);
  }
}

@Resolver(() => Material)
export class MaterialPatternResolver {
  @FieldResolver(() => PowderPattern, { nullable: true, description: 'Null where no crystal was imported.' })
  powderPattern(@Root() material: Material, @Args(() => PowderPatternArgs) args: PowderPatternArgs): PowderPattern | null {
    const crystal = crystalOf(material);
    return crystal === null ? null : patternOf(crystal, args);
  }
}
