import { Field, ID, ObjectType } from 'type-graphql';
import { Project } from '../entities/project.js';
import { UserError } from './payloads.js';

@ObjectType('ProjectPayload', { simpleResolvers: true })
export class ProjectPayload {
  @Field(() => Project, { nullable: true, description: 'Null if and only if there are user errors.' })
  project!: Project | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('DeleteProjectPayload', { simpleResolvers: true })
export class DeleteProjectPayload {
  @Field(() => ID, { nullable: true, description: 'Null if and only if there are user errors.' })
  deletedId!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}
