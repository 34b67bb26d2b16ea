import type { DataSource } from 'typeorm';
import type { Notifications } from '../database/notifications.js';
import { WEBHOOK_CHANNEL } from '../database/notifications.js';
import type { Log } from '../log.js';
import type { DeliveryClaim } from './delivery-claims.js';
import {
  claimDeliveries,
  forgetDeliveries,
  forgetFormerSecrets,
  MOST_AT_ONCE,
  nextDueInMs,
  releaseDelivery,
  settleDelivery,
} from './delivery-claims.js';
import { deliveryBody } from './delivery-body.js';
import { postDelivery } from './post-delivery.js';
import { signWebhook } from './sign-webhook.js';

export interface WebhookSettings {
  /** Whether deliveries may go to machines of this network. */
  readonly allowsPrivate: boolean;
  /** Pause after each attempt but the last. */
  readonly retryAfterMs: readonly number[];
}

export interface DeliveringOptions {
  readonly database: DataSource;
  readonly notifications: Notifications;
  readonly settings: WebhookSettings;
  readonly log: Log;
}

/** Longest sleep: word of new events may be lost, and what another process left is taken over. */
const IDLE_MS = 5000;
/** What is due may be in the hands of another process for a moment. */
const LEAST_PAUSE_MS = 50;
const FORGET_MS = 3_600_000;

/** Deliver events to webhooks until closed, at least once each. Any number of processes may do this at the same time. */
export function startDelivering({ database, notifications, settings, log }: DeliveringOptions): { readonly close: () => Promise<void> } {
  const closing = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  let wake = (): void => undefined;
  let isAwake = false;
  const rouse = (): void => {
    isAwake = true;
    wake();
  };
  const stopListening = notifications.on(WEBHOOK_CHANNEL, rouse);

  const deliver = async (claim: DeliveryClaim): Promise<void> => {
    const body = deliveryBody(claim);
    const headers = signWebhook(claim.id, Math.floor(Date.now() / 1000), body, claim.secrets);
    const outcome = await postDelivery({ url: claim.url, headers, body, allowsPrivate: settings.allowsPrivate, signal: closing.signal });
    if (closing.signal.aborted && outcome.status === null) await releaseDelivery(database, claim);
    else await settleDelivery(database, claim, outcome, settings.retryAfterMs);
  };
  const begin = (claim: DeliveryClaim): void => {
    const delivered = deliver(claim)
      // The lease runs out, and the attempt is made again.
      .catch((error: unknown) => log('webhook delivery failed', { message: messageOf(error) }))
      .finally(() => {
        underWay.delete(claim.webhookId);
        rouse();
      });
    underWay.set(claim.webhookId, delivered);
  };
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (isAwake) wake();
    });

  const run = async (): Promise<void> => {
    let forgottenAt = 0;
    while (!closing.signal.aborted) {
      isAwake = false;
      let pause = IDLE_MS;
      try {
        if (Date.now() - forgottenAt > FORGET_MS) {
          await forgetDeliveries(database);
          await forgetFormerSecrets(database);
          forgottenAt = Date.now();
        }
        if (underWay.size < MOST_AT_ONCE) for (const claim of await claimDeliveries(database, [...underWay.keys()])) begin(claim);
        if (underWay.size === 0) pause = Math.min(IDLE_MS, Math.max(LEAST_PAUSE_MS, (await nextDueInMs(database)) ?? IDLE_MS));
      } catch (error) {
        log('webhooks wait', { message: messageOf(error) });
      }
      await sleep(pause);
    }
  };
  const running = run();
  return {
    close: async () => {
      stopListening();
      closing.abort();
      rouse();
      await running;
      await Promise.all(underWay.values());
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
