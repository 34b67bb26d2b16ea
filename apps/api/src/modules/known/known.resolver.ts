import { Material } from '@kessho/schema/entities/material';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { FindStructureInput } from '@kessho/schema/inputs/find-structure';
import { FoundStructure, KnownComparison, PredictedMatch, SimilarMaterial } from '@kessho/schema/results/known-crystal';
import { Arg, Authorized, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Structure } from '@kessho/core/crystal/structure';
import type { ApiContext } from '../../graphql/context.js';
import { badUserInput } from '../../graphql/request-errors.js';
import { required } from '../../graphql/required.js';
import { crystalOf } from '../materials/crystal-of.js';
import { structureFromRow } from '../structures/structure-from-row.js';
import type { KnownVerdict } from './compare-with-known.js';
import { compareWithKnown } from './compare-with-known.js';
import type { SoughtStructure } from './find-structure.js';
import { matchPredicted, readSought } from './find-structure.js';

const MOST_SIMILAR = 50;
const SIMILAR =
  'Stored crystals whose geometry is nearest, whatever the elements and the density; among equally near ones those that share elements first.';
const FIRST = { description: `1–${MOST_SIMILAR}.` } as const;

@Resolver(() => RelaxedStructure)
export class StructureKnownResolver {
  @Authorized('read')
  @Query(() => FoundStructure, { description: 'Where a crystal, given as text, is known: among imported materials and predicted structures.' })
  findStructure(@Arg('input', () => FindStructureInput) input: FindStructureInput, @Ctx() { database }: ApiContext): Promise<FoundStructure> {
    return readSought(database, input);
  }

  @FieldResolver(() => KnownComparison, {
    description:
      'Against all stored crystals as they are now, whether or not the prediction held any out; `knownMatch` is what the prediction itself knew.',
  })
  async known(@Root() structure: RelaxedStructure, @Ctx() context: ApiContext): Promise<KnownComparison> {
    const { comparison, loaders } = context;
    const verdict = await compareWithKnown({ structure: structureFromRow(structure), compositionId: structure.compositionId }, loaders, comparison);
    const library = structure.knownMatchId;
    return toComparison(
      verdict.status !== 'known' && library !== null ? { status: 'known', match: { materialId: library, rms: null } } : verdict,
      context,
    );
  }

  @FieldResolver(() => [SimilarMaterial], { description: SIMILAR })
  similarMaterials(
    @Root() structure: RelaxedStructure,
    @Arg('first', () => Int, FIRST) first: number,
    @Ctx() context: ApiContext,
  ): Promise<SimilarMaterial[]> {
    return similarTo(structureFromRow(structure), first, null, context);
  }
}

@Resolver(() => Material)
export class MaterialKnownResolver {
  @FieldResolver(() => [SimilarMaterial], { nullable: true, description: `${SIMILAR} Null where no crystal was imported.` })
  similarMaterials(
    @Root() material: Material,
    @Arg('first', () => Int, FIRST) first: number,
    @Ctx() context: ApiContext,
  ): Promise<SimilarMaterial[]> | null {
    const crystal = crystalOf(material);
    return crystal === null ? null : similarTo(structureFromRow(crystal), first, material.id, context);
  }
}

@Resolver(() => FoundStructure)
export class FoundStructureResolver {
  @FieldResolver(() => KnownComparison, { description: 'Against all stored crystals.' })
  async known(@Root() { sought }: SoughtStructure, @Ctx() context: ApiContext): Promise<KnownComparison> {
    return toComparison(await compareWithKnown(sought, context.loaders, context.comparison), context);
  }

  @FieldResolver(() => [PredictedMatch], {
    description: 'Ranked structures of all predictions that match, the best first; of the 200 lowest in energy.',
  })
  async predictions(
    @Root() { sought }: SoughtStructure,
    @Arg('first', () => Int, FIRST) first: number,
    @Ctx() { database, comparison }: ApiContext,
  ): Promise<PredictedMatch[]> {
    assertCount(first);
    return (await matchPredicted(database, comparison, sought)).slice(0, first);
  }

  @FieldResolver(() => [SimilarMaterial], { description: SIMILAR })
  similarMaterials(
    @Root() { sought }: SoughtStructure,
    @Arg('first', () => Int, FIRST) first: number,
    @Ctx() context: ApiContext,
  ): Promise<SimilarMaterial[]> {
    return similarTo(sought.structure, first, null, context);
  }
}

async function toComparison({ status, match }: KnownVerdict, { loaders, fingerprints }: ApiContext): Promise<KnownComparison> {
  const material = match === null ? null : required(await loaders.entity(Material, match.materialId));
  return { status, match: match === null || material === null ? null : { material, rms: match.rms }, storedCrystals: await fingerprints.size() };
}

function assertCount(first: number): void {
  if (first < 1 || first > MOST_SIMILAR) throw badUserInput(`\`first\` is 1 to ${MOST_SIMILAR}, not ${first}`);
}

async function similarTo(
  structure: Structure,
  first: number,
  except: string | null,
  { fingerprints, loaders }: ApiContext,
): Promise<SimilarMaterial[]> {
  assertCount(first);
  const near = await fingerprints.nearest(structure, first, except);
  const materials = await Promise.all(near.map(({ key }) => loaders.entity(Material, key)));
  return near.flatMap(({ distance }, k) => {
    const material = materials[k];
    return material ? [{ material, distance }] : [];
  });
}
