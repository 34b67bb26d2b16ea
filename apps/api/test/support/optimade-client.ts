import { expect } from 'vitest';

export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: { readonly references?: { readonly data: readonly { readonly id: string; readonly type: string }[] } };
}

export interface OptimadeBody<Data> {
  readonly data: Data;
  readonly included?: readonly Entry[];
  readonly links?: { readonly next: string | null };
  readonly errors?: readonly {
    readonly status: string;
    readonly title: string;
    readonly detail: string;
    readonly source?: { readonly parameter: string };
  }[];
  readonly meta: {
    readonly query: { readonly representation: string };
    readonly data_returned?: number;
    readonly data_available?: number;
    readonly more_data_available: boolean;
    readonly warnings?: readonly { readonly type: string; readonly detail: string }[];
    readonly [name: string]: unknown;
  };
}

export interface OptimadeAnswer<Data> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: OptimadeBody<Data>;
}

/** Requests to one versioned base URL. */
export interface OptimadeClient {
  readonly get: <Data = readonly Entry[]>(path: string) => Promise<OptimadeAnswer<Data>>;
  /** All pages of a listing, which has to answer 200. */
  readonly all: (type: string, parameters?: Readonly<Record<string, string>>) => Promise<Entry[]>;
  /** Status and detail of the error of a filter; 200 and what was found, where there is none. */
  readonly filter: (filter: string, type?: string) => Promise<OptimadeAnswer<readonly Entry[]>>;
}

export function optimadeClient(baseUrl: string): OptimadeClient {
  const get = async <Data>(path: string): Promise<OptimadeAnswer<Data>> => {
    const response = await fetch(path.startsWith('http') ? path : `${baseUrl}${path}`);
    return { status: response.status, headers: response.headers, body: (await response.json()) as OptimadeBody<Data> };
  };
  return {
    get,
    filter: (filter, type = 'structures') => get(`/${type}?${new URLSearchParams({ filter, page_limit: '100' })}`),
    all: async (type, parameters = {}) => {
      const found: Entry[] = [];
      for (let next: string | null = `/${type}?${new URLSearchParams(parameters)}`; next !== null;) {
        const { status, body }: OptimadeAnswer<readonly Entry[]> = await get(next);
        expect([status, body.errors]).toEqual([200, undefined]);
        found.push(...body.data);
        next = body.links?.next ?? null;
        expect(body.meta.more_data_available).toBe(next !== null);
        if (next === null) expect(body.meta.data_returned).toBe(found.length);
      }
      return found;
    },
  };
}
