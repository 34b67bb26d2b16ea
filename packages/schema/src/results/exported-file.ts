import { Field, ObjectType } from 'type-graphql';

@ObjectType('ExportedFile', { simpleResolvers: true })
export class ExportedFile {
  @Field(() => String)
  fileName!: string;

  @Field(() => String)
  mediaType!: string;

  @Field(() => String)
  content!: string;

  @Field(() => String, { description: 'Of the content in UTF-8, lower-case hexadecimal.' })
  sha256!: string;
}
