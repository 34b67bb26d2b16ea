import { ApiToken } from '@kessho/schema/entities/api-token';
import { Member } from '@kessho/schema/entities/member';
import { CreateApiTokenInput, RevokeApiTokenInput } from '@kessho/schema/inputs/mutations';
import { decodeNodeId } from '@kessho/schema/node-id';
import { CreateApiTokenPayload, RevokeApiTokenPayload } from '@kessho/schema/results/payloads';
import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { createToken } from '../../auth/token-store.js';
import type { ApiContext } from '../../graphql/context.js';
import { required } from '../../graphql/required.js';
import { tokenErrors } from './token-errors.js';

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  @Authorized('admin')
  @Query(() => [ApiToken], { description: 'The oldest first, expired ones included.' })
  apiTokens(@Ctx() { database }: ApiContext): Promise<ApiToken[]> {
    return database.getRepository(ApiToken).find({ order: { createdAt: 'ASC', prefix: 'ASC' } });
  }

  @Authorized('admin')
  @Mutation(() => CreateApiTokenPayload)
  async createApiToken(
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
    @Ctx() { database, loaders, memberId }: ApiContext,
  ): Promise<CreateApiTokenPayload> {
    const node = input.memberId == null ? null : decodeNodeId(input.memberId);
    const uuid = input.memberId == null ? memberId : node?.type === 'Member' ? node.uuid : null;
    const member = uuid === null ? null : await loaders.entity(Member, uuid);
    const userErrors = tokenErrors(input, member, new Date());
    if (member === null || userErrors.length > 0) return { apiToken: null, secret: null, userErrors };
    const { token, prefix } = await createToken(database, input.name.trim(), [...new Set(input.scopes)], input.expiresAt ?? null, member.id);
    return { apiToken: await database.getRepository(ApiToken).findOneByOrFail({ prefix }), secret: token, userErrors: [] };
  }

  @Authorized('admin')
  @Mutation(() => RevokeApiTokenPayload, { description: 'Whoever uses the token is refused from now on.' })
  async revokeApiToken(
    @Arg('input', () => RevokeApiTokenInput) { prefix }: RevokeApiTokenInput,
    @Ctx() { database }: ApiContext,
  ): Promise<RevokeApiTokenPayload> {
    const { affected } = await database.getRepository(ApiToken).delete({ prefix });
    if (affected) return { revokedPrefix: prefix, userErrors: [] };
    const message = `There is no token ${prefix}`;
    return { revokedPrefix: null, userErrors: [{ field: ['prefix'], code: 'NOT_FOUND', message, position: null }] };
  }

  @FieldResolver(() => Member, { description: 'Who acts where it is sent.' })
  async member(@Root() { memberId }: ApiToken, @Ctx() { loaders }: ApiContext): Promise<Member> {
    return required(await loaders.entity(Member, memberId));
  }
}
