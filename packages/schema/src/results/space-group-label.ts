import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('SpaceGroup', { simpleResolvers: true, description: 'One of the 230 space-group types.' })
export class SpaceGroup {
  @Field(() => Int, { description: '1–230.' })
  number!: number;

  @Field(() => String, { description: 'Hermann–Mauguin symbol with spaces, `P 4_2/m n m`.' })
  symbol!: string;
}
