import type { WebhookDelivery } from '@kessho/schema/entities/webhook-delivery';
import type { NodeType } from '@kessho/schema/node-id';
import { encodeNodeId } from '@kessho/schema/node-id';

/** The text that is posted, the same in every attempt: `{ type, timestamp, data }`. */
export function deliveryBody({
  event,
  subjectType,
  subjectId,
  details,
  createdAt,
}: Pick<WebhookDelivery, 'event' | 'subjectType' | 'subjectId' | 'details' | 'createdAt'>): string {
  const { about, aboutId, ...said } = details as { readonly about?: NodeType; readonly aboutId?: string };
  const subject = about === undefined || aboutId === undefined ? {} : { subject: { type: about, id: encodeNodeId(about, aboutId) } };
  const data = { id: encodeNodeId(subjectType, subjectId), ...said, ...subject };
  return JSON.stringify({ type: event.replace('-', '.'), timestamp: createdAt.toISOString(), data });
}
