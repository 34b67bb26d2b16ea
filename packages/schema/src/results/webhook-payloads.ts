import { Field, ID, ObjectType } from 'type-graphql';
import { Webhook } from '../entities/webhook.js';
import { WebhookDelivery } from '../entities/webhook-delivery.js';
import { UserError } from './payloads.js';

const NULL = 'Null if and only if there are user errors.';

@ObjectType('CreateWebhookPayload', { simpleResolvers: true })
export class CreateWebhookPayload {
  @Field(() => Webhook, { nullable: true, description: NULL })
  webhook!: Webhook | null;

  @Field(() => String, { nullable: true, description: 'The key of the signatures, shown this once.' })
  secret!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('RotateWebhookSecretPayload', { simpleResolvers: true })
export class RotateWebhookSecretPayload extends CreateWebhookPayload {}

@ObjectType('WebhookPayload', { simpleResolvers: true })
export class WebhookPayload {
  @Field(() => Webhook, { nullable: true, description: NULL })
  webhook!: Webhook | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('DeleteWebhookPayload', { simpleResolvers: true })
export class DeleteWebhookPayload {
  @Field(() => ID, { nullable: true, description: NULL })
  deletedId!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('WebhookDeliveryPayload', { simpleResolvers: true })
export class WebhookDeliveryPayload {
  @Field(() => WebhookDelivery, { nullable: true, description: NULL })
  delivery!: WebhookDelivery | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}
