import { registerClosedList } from './register-closed-list.js';

export const MEMBER_ROLES = ['owner', 'member', 'viewer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
export const MemberRoleEnum = registerClosedList(
  'MemberRole',
  MEMBER_ROLES,
  'What a person may do: viewers read, members also start work and comment, owners also administer. No token of theirs does more.',
);

export const WEBHOOK_EVENTS = [
  'prediction-finished',
  'prediction-failed',
  'search-finished',
  'search-failed',
  'import-finished',
  'import-failed',
  'comment-created',
] as const;
/** What can be waited for. In a delivery it is written with a point: `prediction.finished`. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
export const WebhookEventEnum = registerClosedList('WebhookEvent', WEBHOOK_EVENTS, 'What a webhook can tell of.');

export const DELIVERY_EVENTS = [...WEBHOOK_EVENTS, 'webhook-test'] as const;
export type DeliveryEvent = (typeof DELIVERY_EVENTS)[number];
export const DeliveryEventEnum = registerClosedList('DeliveryEvent', DELIVERY_EVENTS, 'What a delivery tells of; tests are sent by hand.');

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export const DeliveryStateEnum = registerClosedList(
  'DeliveryState',
  DELIVERY_STATES,
  'Pending until the receiver answers with a status of 200 to 299; failed once it is given up.',
);

export const DISABLED_REASONS = ['by-hand', 'failing', 'gone'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];
export const DisabledReasonEnum = registerClosedList(
  'WebhookDisabledReason',
  DISABLED_REASONS,
  'Turned off by a person, since nothing could be delivered through all repetitions, or since the receiver answered 410.',
);
