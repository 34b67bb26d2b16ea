import { Field, Float, InputType } from 'type-graphql';
import { Element } from '../enums/element.js';

@InputType('OpenElementInput', { description: 'An element that the surroundings supply or take up.' })
export class OpenElementInput {
  @Field(() => Element)
  element!: string;

  @Field(() => Float, { description: 'eV/atom.' })
  chemicalPotential!: number;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Measured from the reference phase of the element, where 0 is the element itself; otherwise on the scale of the total energies.',
  })
  isReferenced!: boolean;
}
