import { Field, Float, Int, ObjectType } from 'type-graphql';

@ObjectType('TrajectoryFrame', { simpleResolvers: true, description: 'The crystal at one step, in the cell as predicted; its sites are those of that cell.' })
export class TrajectoryFrame {
  @Field(() => Int, { description: 'Index into the values of the trajectory.' })
  step!: number;

  @Field(() => [Float], { description: 'Rows a, b, c one after another, 9 numbers, Å.' })
  lattice!: number[];

  @Field(() => [Float], { description: 'Three for each site, not wrapped: a site that crosses a face goes on beyond it.' })
  fracCoords!: number[];
}

@ObjectType('RelaxationTrajectory', { simpleResolvers: true, description: 'One value for each step, and the crystal at some of them.' })
export class RelaxationTrajectory {
  @Field(() => [Float], { description: 'eV/atom.' })
  energiesPerAtom!: number[];

  @Field(() => [Float], { description: 'Largest force, eV/Å.' })
  maxForces!: number[];

  @Field(() => [TrajectoryFrame], { description: 'At most two dozen, the first and the last step among them; none where only the values were kept.' })
  frames!: TrajectoryFrame[];
}
