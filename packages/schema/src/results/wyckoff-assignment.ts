import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('WyckoffAssignment', { simpleResolvers: true, description: 'Which Wyckoff positions the elements occupy.' })
export class WyckoffAssignment {
  @Field(() => [[String]], { description: 'For each element of the composition the letters of its orbits, one for each orbit.' })
  letters!: string[][];

  @Field(() => Int, { description: 'Formula units in the primitive cell.' })
  formulaUnits!: number;

  @Field(() => Float, { description: 'Share among the assignments of this space group.' })
  probability!: number;
}
