import { Field, Float, InputType, Int } from 'type-graphql';
import { DateTime } from '../enums/date-time.js';

@InputType('FloatRange', { description: 'An empty object restricts nothing; a missing value never matches.' })
export class FloatRange {
  @Field(() => Float, { nullable: true })
  gt?: number | null;

  @Field(() => Float, { nullable: true })
  gte?: number | null;

  @Field(() => Float, { nullable: true })
  lt?: number | null;

  @Field(() => Float, { nullable: true })
  lte?: number | null;
}

@InputType('IntRange')
export class IntRange {
  @Field(() => Int, { nullable: true })
  gt?: number | null;

  @Field(() => Int, { nullable: true })
  gte?: number | null;

  @Field(() => Int, { nullable: true })
  lt?: number | null;

  @Field(() => Int, { nullable: true })
  lte?: number | null;
}

@InputType('DateTimeRange')
export class DateTimeRange {
  @Field(() => DateTime, { nullable: true })
  gt?: Date | null;

  @Field(() => DateTime, { nullable: true })
  gte?: Date | null;

  @Field(() => DateTime, { nullable: true })
  lt?: Date | null;

  @Field(() => DateTime, { nullable: true })
  lte?: Date | null;
}
