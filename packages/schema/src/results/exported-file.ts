import { Field, ObjectType } from 'type-graphql';

@ObjectType('ExportedFile', { simpleResolvers: true })
export class ExportedFile {
  @Field(() => String)
  fileName!: string;

  @Field(() => String)
  mediaType!: string;

  @Field(() => String, { nullable: true, description: 'Null where the file is binary or larger than 2 MB: then it comes from `path`.' })
  content!: string | null;

  @Field(() => String, { description: 'Of the bytes of the file (UTF-8), lower-case hexadecimal.' })
  sha256!: string;

  @Field(() => String, { description: 'A GET of this path of the API, with the same token, downloads the file.' })
  path!: string;
}
