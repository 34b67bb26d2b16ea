import { exportStream } from '../../../features/explore/export-stream';
import { kindOf } from '../../../features/explore/explore-view';
import { readFilter } from '../../../features/explore/read-filter';
import { requestAuthorization } from '../../../graphql/session';

/** The rows of a filter as a file, under the very parameters of the page. */
export async function GET(request: Request): Promise<Response> {
  const parameters = new URL(request.url).searchParams;
  const [mistake] = readFilter(parameters).mistakes;
  if (mistake !== undefined)
    return Response.json({ error: { code: 'BAD_USER_INPUT', message: `"${mistake.parameter}" says nothing` } }, { status: 400 });
  return new Response(exportStream(parameters, await requestAuthorization()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="kessho-${kindOf(parameters)}.csv"`,
      'cache-control': 'no-store',
    },
  });
}
