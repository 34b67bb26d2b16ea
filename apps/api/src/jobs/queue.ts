import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../database/query-rows.js';
import { WORK_CHANNEL } from '../database/notifications.js';
import type { ChunkJob, ChunkKey, SearchJob, SearchTaskKey } from './definitions.js';
import {
  CHUNK_JOB,
  chunkKeyFromPayload,
  chunkName,
  chunkPriority,
  IMPORT_JOB,
  importIdFromPayload,
  SEARCH_JOB,
  searchTaskFromPayload,
  searchTaskName,
} from './definitions.js';

/** A portion handed out; to be given back by `finish`. */
export interface QueuedChunk {
  readonly jobId: string;
  readonly key: ChunkKey;
}

/** The queue, on the same database: carries keys of portions, in order of priority. */
export interface Queue {
  /** Within the caller's transaction, so that no job speaks of a row that is not there. A portion that waits already is not queued twice. */
  readonly add: (transaction: EntityManager, jobs: readonly ChunkJob[]) => Promise<void>;
  readonly take: () => Promise<QueuedChunk | null>;
  readonly finish: (jobId: string) => Promise<void>;
  /** As `add`, for imports. */
  readonly addImports: (transaction: EntityManager, importIds: readonly string[]) => Promise<void>;
  readonly takeImport: () => Promise<{ readonly jobId: string; readonly importId: string } | null>;
  readonly finishImport: (jobId: string) => Promise<void>;
  /** As `add`, for tasks of searches. */
  readonly addSearchTasks: (transaction: EntityManager, jobs: readonly SearchJob[]) => Promise<void>;
  readonly takeSearchTask: () => Promise<{ readonly jobId: string; readonly key: SearchTaskKey } | null>;
  readonly finishSearchTask: (jobId: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const executorOf = (executor: DataSource | EntityManager): PgBoss.Db => ({
  executeSql: async (text, values) => ({ rows: await queryRows(executor, text, values ?? []) }),
});

/** Of jobs with the same priority and time the queue hands out the smallest id first: portions go out in their order. */
const jobId = ({ chunkIndex }: ChunkKey): string => chunkIndex.toString(16).padStart(8, '0') + randomUUID().slice(8);

/** Install or upgrade the queue's own schema, and the queue in it. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false, migrate: true });
  boss.on('error', () => undefined); // the calls below throw
  await boss.start();
  try {
    for (const { name, expireInSeconds } of [CHUNK_JOB, IMPORT_JOB, SEARCH_JOB]) {
      const options = { policy: 'short', retryLimit: 0, expireInSeconds } as const;
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { name, ...options });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** @param supervise whether this process clears away finished jobs; one process is enough */
export async function openQueue(database: DataSource, supervise: boolean, onError: (error: Error) => void): Promise<Queue> {
  const boss = new PgBoss({
    db: executorOf(database),
    supervise,
    schedule: false,
    migrate: false,
    archiveCompletedAfterSeconds: 600,
    deleteAfterHours: 1,
  });
  boss.on('error', onError);
  await boss.start();
  return {
    add: async (transaction, jobs) => {
      if (jobs.length === 0) return;
      const rows = jobs.map((job) => ({
        id: jobId(job),
        name: CHUNK_JOB.name,
        data: { version: CHUNK_JOB.version, predictionId: job.predictionId, stage: job.stage, chunkIndex: job.chunkIndex },
        priority: chunkPriority(job),
        singletonKey: chunkName(job),
      }));
      await boss.insert(rows, { db: executorOf(transaction) });
      await queryRows(transaction, `SELECT pg_notify('${WORK_CHANNEL}', '')`);
    },
    take: async () => {
      const [job] = await boss.fetch<unknown>(CHUNK_JOB.name, { batchSize: 1, priority: true });
      return job === undefined ? null : { jobId: job.id, key: chunkKeyFromPayload(job.data) };
    },
    finish: (jobId) => boss.complete(CHUNK_JOB.name, jobId),
    addImports: async (transaction, importIds) => {
      if (importIds.length === 0) return;
      const rows = importIds.map((importId) => ({ name: IMPORT_JOB.name, data: { version: IMPORT_JOB.version, importId }, singletonKey: importId }));
      await boss.insert(rows, { db: executorOf(transaction) });
      await queryRows(transaction, `SELECT pg_notify('${WORK_CHANNEL}', '')`);
    },
    takeImport: async () => {
      const [job] = await boss.fetch<unknown>(IMPORT_JOB.name, { batchSize: 1 });
      return job === undefined ? null : { jobId: job.id, importId: importIdFromPayload(job.data) };
    },
    finishImport: (jobId) => boss.complete(IMPORT_JOB.name, jobId),
    addSearchTasks: async (transaction, jobs) => {
      if (jobs.length === 0) return;
      const rows = jobs.map(({ turn, ...key }) => ({
        name: SEARCH_JOB.name,
        data: { version: SEARCH_JOB.version, ...key },
        priority: -turn,
        singletonKey: searchTaskName(key),
      }));
      await boss.insert(rows, { db: executorOf(transaction) });
      await queryRows(transaction, `SELECT pg_notify('${WORK_CHANNEL}', '')`);
    },
    takeSearchTask: async () => {
      const [job] = await boss.fetch<unknown>(SEARCH_JOB.name, { batchSize: 1, priority: true });
      return job === undefined ? null : { jobId: job.id, key: searchTaskFromPayload(job.data) };
    },
    finishSearchTask: (jobId) => boss.complete(SEARCH_JOB.name, jobId),
    close: () => boss.stop({ graceful: false }),
  };
}
