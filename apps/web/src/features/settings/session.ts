const SESSION = '/session';
const HEADERS = { 'content-type': 'application/json' } as const;

/** Sign in with a token. False where the API does not know it, or does not answer. */
export const keepToken = (token: string): Promise<boolean> =>
  fetch(SESSION, { method: 'POST', headers: HEADERS, body: JSON.stringify({ token }) }).then(
    ({ ok }) => ok,
    () => false,
  );

export const forgetToken = (): Promise<unknown> => fetch(SESSION, { method: 'DELETE', headers: HEADERS });
