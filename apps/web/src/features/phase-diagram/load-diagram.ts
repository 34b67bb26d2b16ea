import type { DiagramFacetsQuery, DiagramPageQuery, DiagramReferenceFragment, DiagramUnstableQuery, Element } from '@kessho/schema/generated/graphql';
import { DiagramFacetsDocument, DiagramPageDocument, DiagramReferencesDocument, DiagramUnstableDocument } from '@kessho/schema/generated/graphql';
import type { HullFacet } from '../../components/charts/phase-diagram/hull-phase';
import { ApiError, ApiUnreachableError } from '../../graphql/api-error';
import { serverQuery } from '../../graphql/server-query';
import type { DiagramPoint } from './diagram-phases';
import type { DiagramRequest } from './diagram-request';
import { isDrawn } from './diagram-request';
import { closedElements } from './read-open';

export interface LoadedDiagram extends Pick<DiagramPageQuery['phaseDiagram'], 'referenceSet' | 'referencePhases' | 'predictedPhases' | 'open'> {
  /** In the order of the visitor, without open ones. */
  readonly elements: readonly Element[];
  /** Stable ones first. */
  readonly phases: readonly DiagramPoint[];
  readonly unstableCount: number;
  /** Pairs of ids; empty for a system that is not drawn. */
  readonly tieLines: readonly (readonly [string, string])[];
  /** Empty for a system that is not drawn. */
  readonly facets: readonly HullFacet[];
}

export type DiagramAnswer =
  | { readonly kind: 'diagram'; readonly diagram: LoadedDiagram; readonly referenceSets: readonly DiagramReferenceFragment[] }
  | { readonly kind: 'refused'; readonly message: string };

const PAGE = 100;
/** eV/atom: what lies higher is of no use in a picture. */
const HIGHEST = 0.5;
/** Requests at most; a system of many elements has thousands of phases. */
const MOST_PAGES = 10;

/** The hull with its unstable phases up to half an eV/atom, the lowest first. */
export async function loadDiagram(request: DiagramRequest): Promise<DiagramAnswer | 'unreachable'> {
  const elements = closedElements(request.elements, request.open);
  try {
    const [{ phaseDiagram }, unstable, facets] = await Promise.all([
      serverQuery(DiagramPageDocument, { ...request, isDrawn: isDrawn(request) }),
      loadUnstable(request),
      isDrawn(request) ? loadFacets(request, elements) : [],
    ]);
    // After the diagram: the first one registers the reference set that is installed.
    const { referenceSets } = await serverQuery(DiagramReferencesDocument, {});
    // Sets that were relaxed for another system have no phases of this one.
    const serving = referenceSets.filter(({ chemicalSystem }) => {
      const system = chemicalSystem?.split('-');
      return system === undefined || request.elements.every((element) => system.includes(element));
    });
    const phases = [...phaseDiagram.stablePhases.map((phase) => ({ ...phase, isStable: true })), ...unstable.phases];
    const tieLines = (phaseDiagram.tieLines ?? []).map(({ phases: [from, to] }) => [from?.entryId ?? '', to?.entryId ?? ''] as const);
    return { kind: 'diagram', diagram: { ...phaseDiagram, elements, phases, unstableCount: unstable.total, tieLines, facets }, referenceSets: serving };
  } catch (error) {
    if (error instanceof ApiUnreachableError) return 'unreachable';
    if (error instanceof ApiError && error.isMissing) return { kind: 'refused', message: error.message };
    throw error;
  }
}

interface ListPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The pages of a list one after another, until it ends or enough is read. */
async function* pagesOf<Page extends ListPage>(load: (after: string | null) => Promise<Page>): AsyncGenerator<Page> {
  let after: string | null = null;
  for (let count = 0; count < MOST_PAGES; count++) {
    const page: Page = await load(after);
    yield page;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

async function loadUnstable(request: DiagramRequest): Promise<{ readonly phases: readonly DiagramPoint[]; readonly total: number }> {
  const load = async (after: string | null): Promise<DiagramUnstableQuery['phaseDiagram']['unstablePhases']> =>
    (await serverQuery(DiagramUnstableDocument, { ...request, first: PAGE, after })).phaseDiagram.unstablePhases;
  const phases: DiagramPoint[] = [];
  let total = 0;
  for await (const { edges, totalCount } of pagesOf(load)) {
    total = totalCount;
    const near = edges.filter(({ node }) => node.energyAboveHull <= HIGHEST);
    phases.push(...near.map(({ node }) => ({ ...node, isStable: false })));
    if (near.length < edges.length) break;
  }
  return { phases, total };
}

/** @param elements in the order in which the potentials are wanted */
async function loadFacets(request: DiagramRequest, elements: readonly Element[]): Promise<readonly HullFacet[]> {
  const load = async (after: string | null): Promise<DiagramFacetsQuery['phaseDiagram']['facets']> =>
    (await serverQuery(DiagramFacetsDocument, { ...request, first: PAGE, after })).phaseDiagram.facets;
  const facets: HullFacet[] = [];
  for await (const { edges } of pagesOf(load)) {
    facets.push(
      ...edges.map(({ node: { phases, chemicalPotentials } }) => ({
        phases: phases.map(({ entryId }) => entryId),
        chemicalPotentials: elements.map((element) => chemicalPotentials.find((potential) => potential.element === element)?.chemicalPotential ?? 0),
      })),
    );
  }
  return facets;
}
