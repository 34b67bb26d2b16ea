import { Field, ObjectType } from 'type-graphql';

@ObjectType('MaterialCollection', { simpleResolvers: true, description: 'The public collection a known crystal comes from.' })
export class MaterialCollection {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'SPDX identifier.' })
  license!: string;

  @Field(() => String)
  doi!: string;

  @Field(() => String, { description: 'Its paper as an entry of BibTeX.' })
  bibtex!: string;
}
