import { Field, Float, Int, ObjectType } from 'type-graphql';
import { RelaxedStructure } from '../entities/relaxed-structure.js';

@ObjectType('ReflectionFamily', { simpleResolvers: true, description: 'Reflections whose indices are equal but for signs and order.' })
export class ReflectionFamily {
  @Field(() => [Int], { description: 'h, k, l in the cell asked for.' })
  hkl!: readonly number[];

  @Field(() => Int)
  multiplicity!: number;
}

@ObjectType('PowderPeak', { simpleResolvers: true })
export class PowderPeak {
  @Field(() => Float, { description: 'Degrees.' })
  twoTheta!: number;

  @Field(() => Float, { description: 'The highest of the range is 100.' })
  intensity!: number;

  @Field(() => Float, { description: 'Distance of the lattice planes, Å.' })
  dSpacing!: number;

  @Field(() => [ReflectionFamily], { description: 'What contributes.' })
  families!: readonly ReflectionFamily[];
}

@ObjectType('PowderPattern', {
  simpleResolvers: true,
  description: 'Kinematic X-ray powder pattern: without absorption, texture, thermal motion or anomalous dispersion.',
})
export class PowderPattern {
  @Field(() => Float, { description: 'Å.' })
  wavelength!: number;

  @Field(() => [PowderPeak], { description: 'By rising 2θ.' })
  peaks!: readonly PowderPeak[];
}

@ObjectType('PowderMatch', {
  simpleResolvers: true,
  description: 'How well a structure explains a measured pattern; all edges of its cell are stretched by up to 3 %, which its potential may be off.',
})
export class PowderMatch {
  @Field(() => RelaxedStructure)
  structure!: RelaxedStructure;

  @Field(() => Float, {
    nullable: true,
    description: '0 is perfect, 1 no better than the background alone; null where no reflection lies in the measured range.',
  })
  residual!: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees; measured angle = calculated angle + shift.' })
  zeroShift!: number | null;

  @Field(() => Float, { nullable: true, description: 'Measured units for one of the calculated intensity.' })
  scale!: number | null;

  @Field(() => Float, { nullable: true, description: 'Full width at half maximum of the peaks, degrees.' })
  fullWidth!: number | null;

  @Field(() => Float, { nullable: true, description: 'Edges of the measured cell are those of the structure times 1 + stretch.' })
  stretch!: number | null;
}
