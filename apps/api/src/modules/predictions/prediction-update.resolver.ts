import { PredictionUpdate } from '@kessho/schema/results/prediction-update';
import type { Prediction } from '@kessho/schema/entities/prediction';
import { Arg, Authorized, Ctx, ID, Resolver, Root, Subscription } from 'type-graphql';
import type { ApiContext } from '../../graphql/context.js';
import { idOf } from '../../graphql/id-of.js';
import { requestError } from '../../graphql/request-errors.js';

@Resolver()
export class PredictionUpdateResolver {
  @Authorized('read')
  @Subscription(() => PredictionUpdate, {
    description: 'The present state first, then every change, at most four a second; ends with a final state.',
    subscribe: async ({ args, context }: { args: { id: string }; context: ApiContext }) => {
      const updates = await context.feed.follow(idOf('Prediction', args.id));
      if (updates === null) throw requestError('NOT_FOUND', 'There is no such prediction');
      return freshlyRead(updates, context);
    },
  })
  predictionUpdated(@Root() prediction: Prediction, @Arg('id', () => ID) _id: string, @Ctx() _context: ApiContext): PredictionUpdate {
    return { sequence: prediction.sequence, prediction };
  }
}

/** Each event sees the rows as they are then. */
async function* freshlyRead(updates: AsyncGenerator<Prediction>, { loaders }: ApiContext): AsyncGenerator<Prediction> {
  for await (const prediction of updates) {
    loaders.clear();
    yield prediction;
  }
}
