import { Comment } from '@kessho/schema/entities/comment';
import { Member } from '@kessho/schema/entities/member';
import { Prediction } from '@kessho/schema/entities/prediction';
import { Project } from '@kessho/schema/entities/project';
import { Search } from '@kessho/schema/entities/search';
import { CreateProjectInput, DeleteProjectInput, ProjectEntriesInput, UpdateProjectInput } from '@kessho/schema/inputs/projects';
import type { Page } from '@kessho/schema/results/connection';
import { CommentConnection, PredictionConnection, ProjectConnection, SearchConnection } from '@kessho/schema/results/connections';
import { DeleteProjectPayload, ProjectPayload } from '@kessho/schema/results/project-payloads';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import { COMMENTS_OF_PROJECT, PREDICTIONS_OF_PROJECT, PROJECT_LIST, SEARCHES_OF_PROJECT } from './project.list.js';
import { projectsByPrediction, projectsBySearch } from './project.loader.js';
import { addToProject, createProject, deleteProject, removeFromProject, updateProject } from './project.service.js';

@Resolver(() => Project)
export class ProjectResolver {
  @Authorized('read')
  @Query(() => Project, { nullable: true })
  project(@Arg('id', () => ID) id: string, @Ctx() { loaders }: ApiContext): Promise<Project | null> {
    return loaders.entity(Project, idOf('Project', id));
  }

  @Authorized('read')
  @Query(() => ProjectConnection, { description: 'The latest first.' })
  projects(@Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<Project>> {
    return loaders.page(Project, wholeList(PROJECT_LIST, args));
  }

  @Authorized('write')
  @Mutation(() => ProjectPayload)
  createProject(
    @Arg('input', () => CreateProjectInput) input: CreateProjectInput,
    @Ctx() { database, memberId }: ApiContext,
  ): Promise<ProjectPayload> {
    return createProject(database, input, required(memberId));
  }

  @Authorized('write')
  @Mutation(() => ProjectPayload)
  updateProject(@Arg('input', () => UpdateProjectInput) input: UpdateProjectInput, @Ctx() { database }: ApiContext): Promise<ProjectPayload> {
    return updateProject(database, input);
  }

  @Authorized('write')
  @Mutation(() => DeleteProjectPayload, { description: 'For who made it and for owners. Its predictions and searches stay.' })
  deleteProject(@Arg('input', () => DeleteProjectInput) input: DeleteProjectInput, @Ctx() context: ApiContext): Promise<DeleteProjectPayload> {
    return deleteProject(context.database, input, context);
  }

  @Authorized('write')
  @Mutation(() => ProjectPayload, { description: 'All of them or none; what is in it already stays in it.' })
  addToProject(@Arg('input', () => ProjectEntriesInput) input: ProjectEntriesInput, @Ctx() { database }: ApiContext): Promise<ProjectPayload> {
    return addToProject(database, input);
  }

  @Authorized('write')
  @Mutation(() => ProjectPayload)
  removeFromProject(@Arg('input', () => ProjectEntriesInput) input: ProjectEntriesInput, @Ctx() { database }: ApiContext): Promise<ProjectPayload> {
    return removeFromProject(database, input);
  }

  @FieldResolver(() => Member)
  async createdBy(@Root() { createdById }: Project, @Ctx() { loaders }: ApiContext): Promise<Member> {
    return required(await loaders.entity(Member, createdById));
  }

  @FieldResolver(() => PredictionConnection, { description: 'The latest first.' })
  predictions(@Root() { id }: Project, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<Prediction>> {
    return loaders.page(Prediction, wholeList(PREDICTIONS_OF_PROJECT, args, id));
  }

  @FieldResolver(() => SearchConnection, { description: 'The latest first.' })
  searches(@Root() { id }: Project, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<Search>> {
    return loaders.page(Search, wholeList(SEARCHES_OF_PROJECT, args, id));
  }

  @FieldResolver(() => CommentConnection, {
    description: 'On its predictions, their structures, and its searches; the oldest first, `last` gives the latest.',
  })
  comments(@Root() { id }: Project, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() { loaders }: ApiContext): Promise<Page<Comment>> {
    return loaders.page(Comment, wholeList(COMMENTS_OF_PROJECT, args, id));
  }
}

@Resolver(() => Prediction)
export class PredictionProjectsResolver {
  @FieldResolver(() => [Project], { description: 'By name.' })
  async projects(@Root() { id }: Prediction, @Ctx() { loaders }: ApiContext): Promise<Project[]> {
    return (await loaders.related(projectsByPrediction, id)) ?? [];
  }
}

@Resolver(() => Search)
export class SearchProjectsResolver {
  @FieldResolver(() => [Project], { description: 'By name.' })
  async projects(@Root() { id }: Search, @Ctx() { loaders }: ApiContext): Promise<Project[]> {
    return (await loaders.related(projectsBySearch, id)) ?? [];
  }
}
