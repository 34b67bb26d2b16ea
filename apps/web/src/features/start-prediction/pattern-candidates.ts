import type { Structure } from '@kessho/core/crystal/structure';
import type { PatternCandidatesQuery } from '@kessho/schema/generated/graphql';
import { PatternCandidatesDocument } from '@kessho/schema/generated/graphql';
import { structureOf, viewerStructureOf } from '../../components/structure-viewer/viewer-structure';
import { browserClient } from '../../graphql/browser-client';

/** A structure that may explain a pattern. */
export interface PatternCandidate {
  readonly id: string;
  readonly href: string;
  readonly spaceGroup: { readonly number: number; readonly symbol: string } | null;
  /** Rank in its prediction; null for a known crystal. */
  readonly rank: number | null;
  /** Of a known crystal. */
  readonly sourceId: string | null;
  /** eV/atom, of a predicted one. */
  readonly energyAboveHull: number | null;
  /** Primitive cell. */
  readonly structure: Structure;
}

/** A fit takes the browser a second or so. */
const MOST_PREDICTED = 15;
const MOST_KNOWN = 15;

/** The first structures of the latest finished prediction of a composition, and known crystals of it. @throws {Error} with the words of the API */
export async function loadPatternCandidates(formula: string): Promise<PatternCandidate[]> {
  const { data, error } = await browserClient.query(PatternCandidatesDocument, { formula, predicted: MOST_PREDICTED, known: MOST_KNOWN }).toPromise();
  if (data === undefined) throw new Error(error?.graphQLErrors[0]?.message ?? '');
  return candidatesOf(data);
}

function candidatesOf({ predictions, materials }: PatternCandidatesQuery): PatternCandidate[] {
  const predicted = predictions.edges
    .flatMap(({ node }) => node.structures.edges)
    .map(({ node: { id, rank, spaceGroup, stability, geometry } }): PatternCandidate => ({
      id,
      href: `/structures/${id}`,
      spaceGroup,
      rank,
      sourceId: null,
      energyAboveHull: stability?.energyAboveHull ?? null,
      structure: structureOf(viewerStructureOf(geometry)),
    }));
  const known = materials.edges.flatMap(({ node: { id, sourceId, spaceGroup, geometry } }): PatternCandidate[] =>
    geometry === null
      ? []
      : [
          {
            id,
            href: `/materials/${id}`,
            spaceGroup,
            rank: null,
            sourceId,
            energyAboveHull: null,
            structure: structureOf(viewerStructureOf(geometry)),
          },
        ],
  );
  return [...predicted, ...known];
}
