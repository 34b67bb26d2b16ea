import { Field, Int, ObjectType } from 'type-graphql';
import type { AggregateWish } from '@kessho/core/formats/records/optimade-links';
import { OptimadeAggregateEnum } from '../enums/optimade-enums.js';

@ObjectType('OptimadeDatabase', { simpleResolvers: true, description: 'One database of an OPTIMADE provider.' })
export class OptimadeDatabase {
  @Field(() => String)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Null where it is not available.' })
  baseUrl!: string | null;

  @Field(() => OptimadeAggregateEnum)
  aggregate!: AggregateWish;
}

@ObjectType('OptimadeProvider', { simpleResolvers: true, description: 'An OPTIMADE provider: of the list that ships with the program, or added.' })
export class OptimadeProvider {
  @Field(() => String, { description: 'Its prefix, `mp`; of an added one the name it was given.' })
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, { nullable: true })
  homepage!: string | null;

  @Field(() => [OptimadeDatabase], { description: 'Those known without asking; the rest is found by its index when it is asked.' })
  databases!: readonly OptimadeDatabase[];

  @Field(() => Boolean, { description: 'Nothing is fetched from a provider that is off.' })
  isEnabled!: boolean;

  @Field(() => Boolean, { description: 'Whether it has an address at all.' })
  isAvailable!: boolean;

  @Field(() => Boolean, { description: 'Added by its address, and removable.' })
  isAdded!: boolean;
}

@ObjectType('OptimadeProviderList', { simpleResolvers: true })
export class OptimadeProviderList {
  @Field(() => [OptimadeProvider], { description: 'By name.' })
  providers!: readonly OptimadeProvider[];

  @Field(() => String, { description: 'State of the list that ships with the program, `2026-02`.' })
  listDate!: string;
}

@ObjectType('OptimadeAnswerDatabase', { simpleResolvers: true, description: 'A database that crystals of an answer came from.' })
export class OptimadeAnswerDatabase {
  @Field(() => String, { description: 'Base URL.' })
  url!: string;

  @Field(() => Int)
  found!: number;

  @Field(() => String, { nullable: true })
  license!: string | null;
}
