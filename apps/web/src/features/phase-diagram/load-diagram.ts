import type { DiagramPageQuery, DiagramReferenceFragment, Element } from '@kessho/schema/generated/graphql';
import { DiagramPageDocument, DiagramReferencesDocument, DiagramUnstableDocument } from '@kessho/schema/generated/graphql';
import { ApiError, ApiUnreachableError } from '../../graphql/api-error';
import { serverQuery } from '../../graphql/server-query';
import type { DiagramPoint } from './diagram-phases';

/** What the address asks for. */
export interface DiagramRequest {
  readonly elements: readonly Element[];
  readonly referenceSet: string | null;
  readonly includePredicted: boolean;
  /** Ids of predictions; null for all, where predicted structures are asked for. */
  readonly predictions: readonly string[] | null;
}

export interface LoadedDiagram extends Pick<DiagramPageQuery['phaseDiagram'], 'referenceSet' | 'referencePhases' | 'predictedPhases' | 'tieLines'> {
  /** Stable ones first. */
  readonly phases: readonly DiagramPoint[];
  readonly unstableCount: number;
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
  try {
    const [{ phaseDiagram }, unstable] = await Promise.all([serverQuery(DiagramPageDocument, request), loadUnstable(request)]);
    // After the diagram: the first one registers the reference set that is installed.
    const { referenceSets } = await serverQuery(DiagramReferencesDocument, {});
    // Sets that were relaxed for another system have no phases of this one.
    const serving = referenceSets.filter(({ chemicalSystem }) => {
      const system = chemicalSystem?.split('-');
      return system === undefined || request.elements.every((element) => system.includes(element));
    });
    const phases = [...phaseDiagram.stablePhases.map((phase) => ({ ...phase, isStable: true })), ...unstable.phases];
    return { kind: 'diagram', diagram: { ...phaseDiagram, phases, unstableCount: unstable.total }, referenceSets: serving };
  } catch (error) {
    if (error instanceof ApiUnreachableError) return 'unreachable';
    if (error instanceof ApiError && error.isMissing) return { kind: 'refused', message: error.message };
    throw error;
  }
}

async function loadUnstable(request: DiagramRequest): Promise<{ readonly phases: readonly DiagramPoint[]; readonly total: number }> {
  const phases: DiagramPoint[] = [];
  let after: string | null = null;
  let total = 0;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Awaited<ReturnType<typeof loadPage>> = await loadPage(request, after);
    const { edges, pageInfo, totalCount } = answer.phaseDiagram.unstablePhases;
    total = totalCount;
    phases.push(...edges.map(({ node }) => ({ ...node, isStable: false })).filter(({ energyAboveHull }) => energyAboveHull <= HIGHEST));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage || (edges.at(-1)?.node.energyAboveHull ?? 0) > HIGHEST) break;
  }
  return { phases, total };
}

const loadPage = (request: DiagramRequest, after: string | null) => serverQuery(DiagramUnstableDocument, { ...request, first: PAGE, after });
