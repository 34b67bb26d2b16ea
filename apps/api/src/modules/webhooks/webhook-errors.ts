import type { WebhookEvent } from '@kessho/schema/enums/team-enums';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import { isWrittenPrivate } from '../../remote/public-address.js';

const LONGEST_URL = 2000;

/** What is wrong with the wish for a webhook; what is not given is not looked at. */
export function webhookErrors(
  { url, events }: { readonly url?: string; readonly events?: readonly WebhookEvent[] },
  allowsPrivate: boolean,
): UserError[] {
  const errors: UserError[] = [];
  const complain = (field: string, code: UserErrorCode, message: string): void => void errors.push({ field: [field], code, message, position: null });
  const problem = url === undefined ? null : urlProblem(url, allowsPrivate);
  if (problem !== null) complain('url', 'INVALID_URL', problem);
  if (events?.length === 0) complain('events', 'INVALID_EVENTS', 'A webhook needs an event');
  return errors;
}

function urlProblem(text: string, allowsPrivate: boolean): string | null {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return 'This is no address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'An address begins with https or http';
  if (url.username !== '' || url.password !== '') return 'A name and a password in the address are not sent; the signature says who calls';
  if (!allowsPrivate && isWrittenPrivate(url))
    return 'This address is not of the public internet. Whoever runs the server may allow it: KESSHO_WEBHOOK_PRIVATE=on';
  return null;
}
