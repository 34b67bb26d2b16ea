import { Field, ID, InputType } from 'type-graphql';

const BODY = 'Plain text of up to 10 000 characters.';

@InputType('AddCommentInput')
export class AddCommentInput {
  @Field(() => ID, { description: 'Of a prediction, a structure, a search or a material.' })
  subjectId!: string;

  @Field(() => String, { description: BODY })
  body!: string;
}

@InputType('EditCommentInput')
export class EditCommentInput {
  @Field(() => ID)
  commentId!: string;

  @Field(() => String, { description: BODY })
  body!: string;
}

@InputType('DeleteCommentInput')
export class DeleteCommentInput {
  @Field(() => ID)
  commentId!: string;
}
