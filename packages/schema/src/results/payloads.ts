import { Field, Int, ObjectType } from 'type-graphql';
import { ApiToken } from '../entities/api-token.js';
import { MaterialImport } from '../entities/material-import.js';
import { Search } from '../entities/search.js';
import { Prediction } from '../entities/prediction.js';
import { registerClosedList } from '../enums/register-closed-list.js';

export const USER_ERROR_CODES = [
  'EMPTY_FORMULA',
  'INVALID_FORMULA',
  'UNKNOWN_ELEMENT',
  'UNSUPPORTED_ELEMENT',
  'FORMULA_TOO_LONG',
  'TOO_MANY_ATOMS',
  'INVALID_SPACE_GROUP',
  'INVALID_SEED',
  'INVALID_PRESSURE',
  'INVALID_MAX_ATOMS',
  'UNKNOWN_JUDGE',
  'INVALID_IDEMPOTENCY_KEY',
  'IDEMPOTENCY_CONFLICT',
  'NOT_FOUND',
  'ALREADY_FINISHED',
  'INVALID_LOCATION',
  'INVALID_FILTER',
  'INVALID_NAME',
  'INVALID_SNAPSHOT_DATE',
  'KEY_MISSING',
  'INVALID_SCOPES',
  'INVALID_EXPIRY',
  'INVALID_SEARCH',
  'INVALID_BUDGET',
  'INVALID_PROVIDER',
  'INVALID_LIMIT',
  'TOO_MANY_SEARCHES',
  'INVALID_TEXT',
  'NOT_YOURS',
  'INVALID_URL',
  'INVALID_EVENTS',
  'INVALID_HOURS',
  'TOO_MANY_WEBHOOKS',
  'WEBHOOK_DISABLED',
  'INVALID_EMAIL',
  'NAME_TAKEN',
  'LOCAL_OWNER',
  'TOO_MANY_IDS',
] as const;
export type UserErrorCode = (typeof USER_ERROR_CODES)[number];
export const UserErrorCodeEnum = registerClosedList('UserErrorCode', USER_ERROR_CODES, 'What a user can repair.');

@ObjectType('UserError', { simpleResolvers: true })
export class UserError {
  @Field(() => [String], { description: 'Path into the input.' })
  field!: string[];

  @Field(() => UserErrorCodeEnum)
  code!: UserErrorCode;

  @Field(() => String)
  message!: string;

  @Field(() => Int, { nullable: true, description: 'Offset of the offending character, where there is one.' })
  position!: number | null;
}

@ObjectType('StartPredictionPayload', { simpleResolvers: true })
export class StartPredictionPayload {
  @Field(() => Prediction, { nullable: true, description: 'Null if and only if there are user errors.' })
  prediction!: Prediction | null;

  @Field(() => [UserError])
  userErrors!: UserError[];

  @Field(() => Boolean, { description: 'An equal prediction was there already and is returned.' })
  reused!: boolean;
}

@ObjectType('CancelPredictionPayload', { simpleResolvers: true })
export class CancelPredictionPayload {
  @Field(() => Prediction, { nullable: true, description: 'Null if and only if there are user errors.' })
  prediction!: Prediction | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('CreateApiTokenPayload', { simpleResolvers: true })
export class CreateApiTokenPayload {
  @Field(() => ApiToken, { nullable: true, description: 'Null if and only if there are user errors.' })
  apiToken!: ApiToken | null;

  @Field(() => String, { nullable: true, description: 'The whole token, shown this once.' })
  secret!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('RevokeApiTokenPayload', { simpleResolvers: true })
export class RevokeApiTokenPayload {
  @Field(() => String, { nullable: true, description: 'Null if and only if there are user errors.' })
  revokedPrefix!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('StartImportPayload', { simpleResolvers: true })
export class StartImportPayload {
  @Field(() => MaterialImport, { nullable: true, description: 'Null if and only if there are user errors.' })
  materialImport!: MaterialImport | null;

  @Field(() => [UserError])
  userErrors!: UserError[];

  @Field(() => Boolean, { description: 'An equal import that had not come to its end is gone on with.' })
  reused!: boolean;
}

@ObjectType('CancelImportPayload', { simpleResolvers: true })
export class CancelImportPayload {
  @Field(() => MaterialImport, { nullable: true, description: 'Null if and only if there are user errors.' })
  materialImport!: MaterialImport | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('StartSearchPayload', { simpleResolvers: true })
export class StartSearchPayload {
  @Field(() => Search, { nullable: true, description: 'Null if and only if there are user errors.' })
  search!: Search | null;

  @Field(() => [UserError])
  userErrors!: UserError[];

  @Field(() => Boolean, { description: 'An equal search was there already and is returned.' })
  reused!: boolean;
}

@ObjectType('StopSearchPayload', { simpleResolvers: true })
export class StopSearchPayload {
  @Field(() => Search, { nullable: true, description: 'Null if and only if there are user errors.' })
  search!: Search | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('ContinueSearchPayload', { simpleResolvers: true })
export class ContinueSearchPayload {
  @Field(() => Search, { nullable: true, description: 'Null if and only if there are user errors.' })
  search!: Search | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}
