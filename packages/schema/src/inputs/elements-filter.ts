import { Field, InputType } from 'type-graphql';
import { Element } from '../enums/element.js';

@InputType('ElementsFilter', { description: 'All given conditions hold.' })
export class ElementsFilter {
  @Field(() => [Element], { nullable: true })
  hasAll?: string[] | null;

  @Field(() => [Element], { nullable: true })
  hasAny?: string[] | null;

  @Field(() => [Element], { nullable: true })
  hasOnly?: string[] | null;

  @Field(() => [Element], { nullable: true })
  exclude?: string[] | null;
}
