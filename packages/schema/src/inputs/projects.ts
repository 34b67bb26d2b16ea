import { Field, ID, InputType } from 'type-graphql';

@InputType('CreateProjectInput')
export class CreateProjectInput {
  @Field(() => String, { description: 'Up to 100 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Plain text of up to 10 000 characters.' })
  description?: string | null;
}

@InputType('UpdateProjectInput', { description: 'What is not given stays.' })
export class UpdateProjectInput {
  @Field(() => ID)
  projectId!: string;

  @Field(() => String, { nullable: true })
  name?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;
}

@InputType('DeleteProjectInput')
export class DeleteProjectInput {
  @Field(() => ID)
  projectId!: string;
}

@InputType('ProjectEntriesInput')
export class ProjectEntriesInput {
  @Field(() => ID)
  projectId!: string;

  @Field(() => [ID], { description: 'Of predictions and searches, at most 250.' })
  ids!: string[];
}
