import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType('ScreeningTest', { simpleResolvers: true, description: 'One test a candidate went through, in the unit its name says.' })
export class ScreeningTest {
  @Field(() => String)
  name!: string;

  @Field(() => Float)
  value!: number;

  @Field(() => Float)
  threshold!: number;

  @Field(() => Boolean)
  passed!: boolean;
}
