import { cookies } from 'next/headers';
import { sharedToken } from './api-address';

/** Header of a request to the API. */
export interface Authorization {
  readonly authorization?: string;
}

/** Holds the token of whoever has signed in. Scripts of the page cannot read it. */
export const SESSION_COOKIE = 'kessho_token';

/** The token with which this request may ask the API: of whoever signed in, or else the one that all share; none where the API needs none. */
export async function requestAuthorization(): Promise<Authorization> {
  const token = (await cookies()).get(SESSION_COOKIE)?.value ?? sharedToken();
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** Whether this request comes from someone who has signed in. */
export const isSignedIn = async (): Promise<boolean> => (await cookies()).has(SESSION_COOKIE);
