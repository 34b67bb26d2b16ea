import type { Request, RequestHandler, Response } from 'express';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { Prediction } from '@kessho/schema/entities/prediction';
import type { DataSource } from 'typeorm';
import type { Authenticate } from '../auth/authenticate.js';
import type { PredictionFeed } from '../modules/predictions/prediction-feed.js';
import { estimateEnd } from '../modules/predictions/estimate-end.js';
import { funnelByPrediction, stagesByPrediction, usualSecondsByBudget } from '../modules/predictions/prediction.loader.js';

const HEARTBEAT_MS = 15_000;

/** `GET /predictions/:id/events`: the changes of a prediction as server-sent events, for proxies and curl. `Last-Event-ID` resumes. */
export const eventStream =
  (database: DataSource, feed: PredictionFeed, authenticate: Authenticate): RequestHandler =>
  async (request: Request, response: Response): Promise<void> => {
    const caller = await authenticate(request.headers.authorization).catch(() => null);
    if (!caller?.scopes?.has('read'))
      return void response.status(401).json({ error: { code: 'UNAUTHENTICATED', message: 'A token with the scope "read" is needed' } });
    const node = decodeNodeId(String(request.params['id']));
    const lastSeen = Number(request.headers['last-event-id'] ?? -1);
    const updates = node?.type === 'Prediction' ? await feed.follow(node.uuid, Number.isInteger(lastSeen) ? lastSeen : -1) : null;
    if (updates === null) return void response.status(404).json({ error: { code: 'NOT_FOUND', message: 'There is no such prediction' } });

    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    const heartbeat = setInterval(() => response.write(': alive\n\n'), HEARTBEAT_MS);
    let open = true;
    request.on('close', () => {
      open = false;
      clearInterval(heartbeat);
      void updates.return(undefined);
    });
    try {
      for await (const prediction of updates) {
        if (!open) break;
        response.write(`id: ${prediction.sequence}\nevent: prediction\ndata: ${JSON.stringify(await summarize(database, prediction))}\n\n`);
      }
    } finally {
      clearInterval(heartbeat);
      response.end();
    }
  };

async function summarize(database: DataSource, prediction: Prediction): Promise<object> {
  const { id, sequence, state, stage, budget, failureCode, failureMessage } = prediction;
  const [stageRows, funnel, usual] = await Promise.all([
    stagesByPrediction(database, [id]),
    funnelByPrediction(database, [id]),
    usualSecondsByBudget(database, [budget]),
  ]);
  const stages = stageRows.get(id) ?? [];
  return {
    id: prediction.nodeId(),
    sequence,
    state: state.toUpperCase(),
    stage: stage?.toUpperCase() ?? null,
    stages: stages.map(({ name, state: stageState, done, total }) => ({
      name: name.toUpperCase(),
      state: stageState.toUpperCase(),
      done,
      total,
    })),
    eta: state === 'running' ? estimateEnd(stages, usual.get(budget) ?? new Map(), new Date()) : null,
    funnel: funnel.get(id) ?? null,
    failureCode,
    failureMessage,
  };
}
