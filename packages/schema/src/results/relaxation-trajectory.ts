import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('RelaxationTrajectory', { simpleResolvers: true, description: 'One value for each step.' })
export class RelaxationTrajectory {
  @Field(() => [Float], { description: 'eV/atom.' })
  energiesPerAtom!: number[];

  @Field(() => [Float], { description: 'Largest force, eV/Å.' })
  maxForces!: number[];
}
