import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Element } from '../enums/element.js';
import { ReferenceSet } from '../entities/reference-set.js';
import { connectionOf } from './connection.js';

@ObjectType('ElementPotential', { simpleResolvers: true })
export class ElementPotential {
  @Field(() => Element)
  element!: string;

  @Field(() => Float, { description: 'eV/atom, from the reference phase of the element.' })
  chemicalPotential!: number;
}

@ObjectType('OpenElement', { simpleResolvers: true, description: 'An element that the surroundings supply or take up.' })
export class DiagramOpenElement {
  @Field(() => Element)
  element!: string;

  @Field(() => Float, { description: 'eV/atom, on the scale of the total energies.' })
  chemicalPotential!: number;

  @Field(() => Float, { description: 'eV/atom, from the reference phase of the element.' })
  referencedChemicalPotential!: number;
}

@ObjectType('ChemicalPotentialRange', { simpleResolvers: true })
export class DiagramPotentialRange {
  @Field(() => Element)
  element!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'eV/atom, from the reference phase of the element; null where it may fall without end, as the phase does not hold the element.',
  })
  lowest!: number | null;

  @Field(() => Float, { description: 'eV/atom, from the reference phase of the element.' })
  highest!: number;
}

@ObjectType('DiagramShare', { simpleResolvers: true })
export class DiagramShare {
  @Field(() => DiagramPhase)
  phase!: Relation<DiagramPhase>;

  @Field(() => Float, { description: 'Share of atoms; where elements are open, of those that are not.' })
  amount!: number;
}

@ObjectType('DiagramPhase', {
  description: 'A phase placed on the hull of its system. Where elements are open, energies are grand potentials per atom that is not open.',
})
export class DiagramPhase {
  @Field(() => String, { description: 'Id in the collection of the reference set, or the id of the predicted structure.' })
  entryId!: string;

  @Field(() => String, { description: 'Reduced formula, open elements included.' })
  formula!: string;

  @Field(() => Float, { description: 'eV/atom.' })
  energyPerAtom!: number;

  @Field(() => Float, { description: 'From the elements, eV/atom.' })
  formationEnergyPerAtom!: number;

  @Field(() => Float, { description: 'eV/atom; 0 on the hull.' })
  energyAboveHull!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'How far below the hull of the other stable phases, eV/atom, at most 0; null for a phase that is not stable.',
  })
  equilibriumReactionEnergyPerAtom!: number | null;

  @Field(() => [DiagramShare], {
    description: 'Stable phases that add up to its composition, the largest share first; itself where it is one of them.',
  })
  decomposesTo!: DiagramShare[];

  /** Uuid of the predicted structure; null for a phase of the reference set. */
  structureId!: string | null;

  /** Computed when asked for. */
  stability!: () => { readonly ranges: DiagramPotentialRange[]; readonly corners: number[][] };

  @Field(() => [DiagramPotentialRange], {
    description: 'Where the phase is stable, element by element in the order of the diagram; empty for a phase that is not stable.',
  })
  chemicalPotentialRanges(): DiagramPotentialRange[] {
    return this.stability().ranges;
  }

  @Field(() => [[Float]], {
    description: 'Corners of the region where it is stable: one row each, elements in the order of the diagram, eV/atom from the reference phases.',
  })
  chemicalPotentialCorners(): number[][] {
    return this.stability().corners;
  }
}

@ObjectType('TieLine', { simpleResolvers: true, description: 'An edge of the hull.' })
export class DiagramTieLine {
  @Field(() => [DiagramPhase], { description: 'Two stable phases that coexist.' })
  phases!: DiagramPhase[];
}

@ObjectType('DiagramFacet', { simpleResolvers: true, description: 'Phases in equilibrium with each other: a facet of the hull.' })
export class DiagramFacet {
  @Field(() => [DiagramPhase], { description: 'As many as the diagram has elements; more where more lie in one plane.' })
  phases!: DiagramPhase[];

  @Field(() => [ElementPotential], { description: 'At which they are in equilibrium.' })
  chemicalPotentials!: ElementPotential[];
}

export const DiagramPhaseConnection = connectionOf('DiagramPhase', () => DiagramPhase);
export const DiagramFacetConnection = connectionOf('DiagramFacet', () => DiagramFacet);

@ObjectType('PhaseDiagram', { description: 'The convex hull of a chemical system, computed when asked for.' })
export class PhaseDiagram {
  @Field(() => [Element], { description: 'By rising atomic number, without the open ones.' })
  elements!: string[];

  @Field(() => [DiagramOpenElement])
  open!: DiagramOpenElement[];

  @Field(() => ReferenceSet, { description: 'What all energies stand on: one model, one snapshot.' })
  referenceSet!: ReferenceSet;

  @Field(() => Int, { description: 'Phases of the reference set in this system.' })
  referencePhases!: number;

  @Field(() => Int, { description: 'Predicted structures in the diagram, of the same model.' })
  predictedPhases!: number;

  @Field(() => [DiagramPhase], { description: 'One for each composition on the hull, the elements first.' })
  stablePhases!: DiagramPhase[];

  /** All others, the most stable first. */
  unstable!: readonly DiagramPhase[];

  /** Computed when asked for. */
  drawing!: () => { readonly facets: readonly DiagramFacet[]; readonly tieLines: DiagramTieLine[] };

  /** Of the request and of the model: a cursor of one diagram is refused by another. */
  fingerprint!: string;

  @Field(() => [DiagramTieLine], { description: 'A phase on the line between two others divides it.' })
  tieLines(): DiagramTieLine[] {
    return this.drawing().tieLines;
  }
}
