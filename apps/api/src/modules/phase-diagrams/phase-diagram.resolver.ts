import { atomicNumberOf } from '@kessho/core/elements/elements';
import { Material } from '@kessho/schema/entities/material';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { Element } from '@kessho/schema/enums/element';
import { OpenElementInput } from '@kessho/schema/inputs/open-element';
import type { Page } from '@kessho/schema/results/connection';
import type { DiagramFacet } from '@kessho/schema/results/phase-diagram';
import { DiagramFacetConnection, DiagramPhase, DiagramPhaseConnection, PhaseDiagram } from '@kessho/schema/results/phase-diagram';
import { Arg, Args, Authorized, Ctx, FieldResolver, Float, ID, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs, pageRequest } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { listPage } from '../../graphql/list-page.js';
import { pageOf } from '../materials/material-collections.js';
import { materialBySourceId } from './phase-diagram.loader.js';
import { mapPhaseDiagram } from './phase-diagram.mapper.js';
import type { PhaseDiagramRequest } from './phase-diagram.service.js';

@Resolver(() => PhaseDiagram)
export class PhaseDiagramResolver {
  @Authorized('read')
  @Query(() => PhaseDiagram, {
    description:
      'The convex hull of a system over the reference phases and, where asked for, over predicted structures relaxed by the same model at the same pressure (the 2000 lowest). Energies of two models are never mixed.',
  })
  async phaseDiagram(
    @Arg('elements', () => [Element], { description: 'Up to ten, open ones included.' }) elements: string[],
    @Arg('referenceSet', () => ID, {
      nullable: true,
      description:
        'Where none is named, the one that is installed; under pressure the one that a prediction in the system has made, nothing held out.',
    })
    referenceSet: string | null,
    @Arg('pressureGPa', () => Float, {
      nullable: true,
      description:
        'All energies are then enthalpies of phases relaxed at this very pressure. Refused where no prediction has relaxed them; that of the reference set where none is given, and 0 without a set.',
    })
    pressureGPa: number | null,
    @Arg('open', () => [OpenElementInput], {
      defaultValue: [],
      description: 'Elements at a given chemical potential: the hull is then grand-canonical.',
    })
    open: OpenElementInput[],
    @Arg('includePredicted', () => Boolean, { defaultValue: false, description: 'With the structures of all finished predictions.' })
    includePredicted: boolean,
    @Arg('predictions', () => [ID], { nullable: true, description: 'With the structures of these finished predictions.' })
    predictions: string[] | null,
    @Ctx() { phaseDiagrams }: ApiContext,
  ): Promise<PhaseDiagram> {
    const request: PhaseDiagramRequest = {
      elements: elements.map(atomicNumber),
      open: open.map(({ element, chemicalPotential, isReferenced }) => ({ atomicNumber: atomicNumber(element), chemicalPotential, isReferenced })),
      pressureGPa: pressureGPa ?? null,
      referenceSetId: referenceSet == null ? null : idOf('ReferenceSet', referenceSet),
      includesPredicted: includePredicted || predictions != null,
      predictionIds: predictions == null ? null : predictions.map((id) => idOf('Prediction', id)),
    };
    return mapPhaseDiagram(request, await phaseDiagrams.compute(request));
  }

  @FieldResolver(() => DiagramPhaseConnection, {
    description: 'All other phases, the lowest above the hull first; at 0 those that repeat the composition and the energy of a stable one.',
  })
  unstablePhases(@Root() { unstable, fingerprint }: PhaseDiagram, @Args(() => ConnectionArgs) args: ConnectionArgs): Page<DiagramPhase> {
    return listPage(unstable, ({ entryId }) => entryId, `${fingerprint}:unstable`, pageRequest(args));
  }

  @FieldResolver(() => DiagramPhase, { nullable: true, description: 'Stable or not; null where the diagram has no such phase.' })
  phase(@Root() { stablePhases, unstable }: PhaseDiagram, @Arg('entryId', () => String) entryId: string): DiagramPhase | null {
    const isAsked = (phase: DiagramPhase): boolean => phase.entryId === entryId;
    return stablePhases.find(isAsked) ?? unstable.find(isAsked) ?? null;
  }

  @FieldResolver(() => DiagramFacetConnection, { description: 'Up to 3000; a larger hull is refused, and its energies can be had all the same.' })
  facets(@Root() diagram: PhaseDiagram, @Args(() => ConnectionArgs) args: ConnectionArgs): Page<DiagramFacet> {
    const keyOf = ({ phases }: DiagramFacet): string => phases.map(({ entryId }) => entryId).join('+');
    return listPage(diagram.drawing().facets, keyOf, `${diagram.fingerprint}:facets`, pageRequest(args));
  }
}

@Resolver(() => DiagramPhase)
export class DiagramPhaseResolver {
  @FieldResolver(() => Material, { nullable: true, description: 'Null for a predicted structure, and for a crystal that no prediction has met yet.' })
  material(@Root() { entryId, structureId }: DiagramPhase, @Ctx() { loaders }: ApiContext): Promise<Material | null> | null {
    return structureId === null ? loaders.related(materialBySourceId, entryId) : null;
  }

  @FieldResolver(() => RelaxedStructure, { nullable: true, description: 'The predicted structure; null for a phase of the reference set.' })
  structure(@Root() { structureId }: DiagramPhase, @Ctx() { loaders }: ApiContext): Promise<RelaxedStructure | null> | null {
    return structureId === null ? null : loaders.entity(RelaxedStructure, structureId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where the collection of a reference phase shows it.' })
  url(@Root() { entryId, structureId }: DiagramPhase): string | null {
    return structureId === null ? pageOf(entryId) : null;
  }
}

/** The enum has chemical symbols only. */
const atomicNumber = (symbol: string): number => atomicNumberOf(symbol) ?? 0;
