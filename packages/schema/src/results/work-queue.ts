import { Field, Int, ObjectType } from 'type-graphql';
import type { WorkStage } from '../enums/prediction-enums.js';
import { PredictionStageNameEnum } from '../enums/prediction-enums.js';
import { DateTime } from '../enums/date-time.js';

/** What a worker has in hand of a prediction. */
@ObjectType('WorkerTask', { simpleResolvers: true, description: 'One portion of one stage of a prediction.' })
export class WorkerTask {
  predictionId!: string;

  @Field(() => PredictionStageNameEnum)
  stage!: WorkStage;

  @Field(() => Int, { description: 'Number of the portion within its stage, from 1.' })
  portion!: number;

  @Field(() => Int, { description: 'Pieces of the portion that are through.' })
  done!: number;

  @Field(() => Int)
  total!: number;

  @Field(() => Int, { description: 'How many workers have taken it, this one included.' })
  attempt!: number;

  @Field(() => DateTime, { nullable: true })
  startedAt!: Date | null;
}

/** What a worker has in hand of a search. */
@ObjectType('WorkerSearchTask', { simpleResolvers: true, description: 'One relaxation of a search.' })
export class WorkerSearchTask {
  searchId!: string;

  @Field(() => Int, { description: 'Number of the task within its search, from 1.' })
  ordinal!: number;

  @Field(() => Int, { description: 'How many workers have taken it, this one included.' })
  attempt!: number;
}

@ObjectType('WorkQueue', { simpleResolvers: true, description: 'What waits and what is in hand.' })
export class WorkQueue {
  @Field(() => Int)
  queuedPredictions!: number;

  @Field(() => Int)
  runningPredictions!: number;

  @Field(() => Int, { description: 'Portions of running predictions that no worker has yet.' })
  waitingPortions!: number;

  @Field(() => Int)
  portionsInHand!: number;

  @Field(() => Int)
  queuedSearches!: number;

  @Field(() => Int)
  runningSearches!: number;

  @Field(() => Int, { description: 'Relaxations of running searches that no worker has yet.' })
  waitingRelaxations!: number;

  @Field(() => Int)
  relaxationsInHand!: number;

  @Field(() => Int, { description: 'Queued and running.' })
  openImports!: number;
}
