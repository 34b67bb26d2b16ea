/** A GraphQL operation with its variables. */
export interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables: object;
}

/** The data of an answer. @throws {Error} for an answer with errors */
export async function ask<Data>(url: string, { name, query, variables }: Operation): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { readonly data?: Data; readonly errors?: readonly { readonly message: string }[] };
  if (body.data === undefined || body.errors !== undefined) throw new Error(`${name}: ${JSON.stringify(body.errors)}`);
  return body.data;
}
