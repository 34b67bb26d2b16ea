import { Field, ID, InputType, Int } from 'type-graphql';
import type { WebhookEvent } from '../enums/team-enums.js';
import { WebhookEventEnum } from '../enums/team-enums.js';

@InputType('CreateWebhookInput')
export class CreateWebhookInput {
  @Field(() => String, { description: 'An address that begins with https or http.' })
  url!: string;

  @Field(() => [WebhookEventEnum])
  events!: WebhookEvent[];
}

@InputType('UpdateWebhookInput', { description: 'What is not given stays.' })
export class UpdateWebhookInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => String, { nullable: true })
  url?: string | null;

  @Field(() => [WebhookEventEnum], { nullable: true })
  events?: WebhookEvent[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Turned on again, what was pending is delivered.' })
  isEnabled?: boolean | null;
}

@InputType('WebhookInput')
export class WebhookInput {
  @Field(() => ID)
  webhookId!: string;
}

@InputType('RotateWebhookSecretInput')
export class RotateWebhookSecretInput {
  @Field(() => ID)
  webhookId!: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'Hours in which deliveries carry a signature of the former key as well, 0–168; 0 where it has become known to others.',
  })
  formerKeyHours!: number;
}

@InputType('RedeliverWebhookInput')
export class RedeliverWebhookInput {
  @Field(() => ID)
  deliveryId!: string;
}
