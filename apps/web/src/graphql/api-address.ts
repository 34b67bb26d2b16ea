const DEFAULT_API_URL = 'http://127.0.0.1:4000';

/** Where the API listens, without a trailing slash: read at run time, so that one build serves any address. */
export const apiUrl = (): string => (process.env['KESSHO_API_URL'] ?? DEFAULT_API_URL).replace(/\/+$/, '');

/** Sent with every request of those who have not signed in: whoever reaches the dashboard then acts with it. */
export function sharedToken(): string | undefined {
  const token = process.env['KESSHO_API_TOKEN'];
  return token === '' ? undefined : token;
}
