import { apiUrl } from '../../../graphql/api-address';
import { requestAuthorization } from '../../../graphql/session';

export const dynamic = 'force-dynamic';

/** Downloads of the API under the origin of the page, passed on as they come. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  try {
    const authorization = request.headers.get('authorization');
    const response = await fetch(`${apiUrl()}/exports/${encodeURIComponent(id)}${new URL(request.url).search}`, {
      headers: { ...(authorization !== null && { authorization }), ...(await requestAuthorization()) },
      cache: 'no-store',
      signal: request.signal,
    });
    const headers = ['content-type', 'content-disposition', 'retry-after'].flatMap((name): [string, string][] => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    return new Response(response.body, { status: response.status, headers: [...headers, ['cache-control', 'no-store']] });
  } catch {
    return Response.json({ error: { code: 'UPSTREAM_UNAVAILABLE', message: 'The API does not answer' } }, { status: 503 });
  }
}
