import { Prediction } from '@kessho/schema/entities/prediction';
import { Search } from '@kessho/schema/entities/search';
import { Worker } from '@kessho/schema/entities/worker';
import { WorkerSearchTask, WorkerTask, WorkQueue } from '@kessho/schema/results/work-queue';
import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';
import { isSilent } from '../../jobs/lease.js';
import { workerName } from '../../jobs/worker-register.js';
import { readWorkQueue, searchTaskByWorker, silenceByWorker, taskByWorker } from './worker.loader.js';

@Resolver(() => Worker)
export class WorkerResolver {
  @Authorized('read')
  @Query(() => [Worker], { description: 'Those that work, and those that fell silent within the last hour; the oldest first.' })
  workers(@Ctx() { database }: ApiContext): Promise<Worker[]> {
    return database.getRepository(Worker).find({ order: { startedAt: 'ASC', id: 'ASC' } });
  }

  @Authorized('read')
  @Query(() => WorkQueue)
  workQueue(@Ctx() { database }: ApiContext): Promise<WorkQueue> {
    return readWorkQueue(database);
  }

  @FieldResolver(() => Boolean, { description: 'Whether it has been heard of within the last seconds.' })
  async isAlive(@Root() { id }: Worker, @Ctx() { loaders }: ApiContext): Promise<boolean> {
    return !isSilent(required(await loaders.related(silenceByWorker, id)));
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it has the models for which predictions are accepted now; others work off what was accepted before.',
  })
  hasPresentModels(@Root() { modelsVersion }: Worker, @Ctx() { predictions }: ApiContext): boolean {
    return modelsVersion === predictions.modelsVersion;
  }

  @FieldResolver(() => WorkerSearchTask, { nullable: true, description: 'Null while it works on no search.' })
  searchTask(@Root() worker: Worker, @Ctx() { loaders }: ApiContext): Promise<WorkerSearchTask | null> {
    return loaders.related(searchTaskByWorker, workerName(worker));
  }

  @FieldResolver(() => WorkerTask, { nullable: true, description: 'Null while it works on no prediction.' })
  task(@Root() worker: Worker, @Ctx() { loaders }: ApiContext): Promise<WorkerTask | null> {
    return loaders.related(taskByWorker, workerName(worker));
  }
}

@Resolver(() => WorkerTask)
export class WorkerTaskResolver {
  @FieldResolver(() => Prediction)
  async prediction(@Root() { predictionId }: WorkerTask, @Ctx() { loaders }: ApiContext): Promise<Prediction> {
    return required(await loaders.entity(Prediction, predictionId));
  }
}

@Resolver(() => WorkerSearchTask)
export class WorkerSearchTaskResolver {
  @FieldResolver(() => Search)
  async search(@Root() { searchId }: WorkerSearchTask, @Ctx() { loaders }: ApiContext): Promise<Search> {
    return required(await loaders.entity(Search, searchId));
  }
}
