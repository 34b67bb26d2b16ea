import { Member } from '@kessho/schema/entities/member';
import { Node } from '@kessho/schema/entities/node';
import { Webhook } from '@kessho/schema/entities/webhook';
import { WebhookDelivery } from '@kessho/schema/entities/webhook-delivery';
import {
  CreateWebhookInput,
  RedeliverWebhookInput,
  RotateWebhookSecretInput,
  UpdateWebhookInput,
  WebhookInput,
} from '@kessho/schema/inputs/webhooks';
import type { Page } from '@kessho/schema/results/connection';
import { WebhookDeliveryConnection } from '@kessho/schema/results/connections';
import {
  CreateWebhookPayload,
  DeleteWebhookPayload,
  RotateWebhookSecretPayload,
  WebhookDeliveryPayload,
  WebhookPayload,
} from '@kessho/schema/results/webhook-payloads';
import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { findNode } from '../../graphql/find-node.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import { deliveryBody } from '../../webhooks/delivery-body.js';
import { DELIVERIES_OF_WEBHOOK } from './webhook.list.js';
import { createWebhook, deleteWebhook, redeliver, rotateSecret, testWebhook, updateWebhook } from './webhook.service.js';

@Resolver(() => Webhook)
export class WebhookResolver {
  @Authorized('admin')
  @Query(() => [Webhook], { description: 'The oldest first.' })
  webhooks(@Ctx() { database }: ApiContext): Promise<Webhook[]> {
    return database.getRepository(Webhook).find({ order: { createdAt: 'ASC', id: 'ASC' } });
  }

  @Authorized('admin')
  @Mutation(() => CreateWebhookPayload)
  createWebhook(
    @Arg('input', () => CreateWebhookInput) input: CreateWebhookInput,
    @Ctx() { database, memberId, webhooks }: ApiContext,
  ): Promise<CreateWebhookPayload> {
    return createWebhook(database, input, required(memberId), webhooks);
  }

  @Authorized('admin')
  @Mutation(() => WebhookPayload)
  updateWebhook(
    @Arg('input', () => UpdateWebhookInput) input: UpdateWebhookInput,
    @Ctx() { database, webhooks }: ApiContext,
  ): Promise<WebhookPayload> {
    return updateWebhook(database, input, webhooks);
  }

  @Authorized('admin')
  @Mutation(() => RotateWebhookSecretPayload, { description: 'Change the key of the signatures.' })
  rotateWebhookSecret(
    @Arg('input', () => RotateWebhookSecretInput) input: RotateWebhookSecretInput,
    @Ctx() { database }: ApiContext,
  ): Promise<RotateWebhookSecretPayload> {
    return rotateSecret(database, input);
  }

  @Authorized('admin')
  @Mutation(() => DeleteWebhookPayload, { description: 'With its deliveries, those that are pending included.' })
  deleteWebhook(@Arg('input', () => WebhookInput) input: WebhookInput, @Ctx() { database }: ApiContext): Promise<DeleteWebhookPayload> {
    return deleteWebhook(database, input);
  }

  @Authorized('admin')
  @Mutation(() => WebhookDeliveryPayload, { description: 'Send it an event that says nothing.' })
  testWebhook(@Arg('input', () => WebhookInput) input: WebhookInput, @Ctx() { database }: ApiContext): Promise<WebhookDeliveryPayload> {
    return testWebhook(database, input);
  }

  @Authorized('admin')
  @Mutation(() => WebhookDeliveryPayload, { description: 'Send a delivery once more, under the same id.' })
  redeliverWebhook(
    @Arg('input', () => RedeliverWebhookInput) input: RedeliverWebhookInput,
    @Ctx() { database }: ApiContext,
  ): Promise<WebhookDeliveryPayload> {
    return redeliver(database, input);
  }

  @FieldResolver(() => Member)
  async createdBy(@Root() { createdById }: Webhook, @Ctx() { loaders }: ApiContext): Promise<Member> {
    return required(await loaders.entity(Member, createdById));
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'The latest first.' })
  deliveries(
    @Root() { id }: Webhook,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<WebhookDelivery>> {
    return loaders.page(WebhookDelivery, wholeList(DELIVERIES_OF_WEBHOOK, args, id));
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => Webhook)
  async webhook(@Root() { webhookId }: WebhookDelivery, @Ctx() { loaders }: ApiContext): Promise<Webhook> {
    return required(await loaders.entity(Webhook, webhookId));
  }

  @FieldResolver(() => Node, { nullable: true, description: 'What the event is about; null where it has been deleted since.' })
  subject(@Root() { subjectType, subjectId }: WebhookDelivery, @Ctx() { loaders }: ApiContext): Promise<Node | null> {
    return findNode(loaders, subjectType, subjectId);
  }

  @FieldResolver(() => String, { description: 'The text that is posted.' })
  body(@Root() delivery: WebhookDelivery): string {
    return deliveryBody(delivery);
  }
}
