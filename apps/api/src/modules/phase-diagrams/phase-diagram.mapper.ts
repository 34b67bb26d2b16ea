import { createHash } from 'node:crypto';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import { computeStabilityRegions } from '@kessho/core/energy/convex-hull/chemical-potential-ranges';
import type { Facet } from '@kessho/core/energy/convex-hull/facets';
import { computeFacets } from '@kessho/core/energy/convex-hull/facets';
import { computeTieLines } from '@kessho/core/energy/convex-hull/tie-lines';
import { CoreError } from '@kessho/core/errors';
import { encodeNodeId } from '@kessho/schema/node-id';
import type { DiagramFacet, DiagramTieLine } from '@kessho/schema/results/phase-diagram';
import { DiagramPhase, PhaseDiagram } from '@kessho/schema/results/phase-diagram';
import { badUserInput } from '../../graphql/request-errors.js';
import type { ComputedDiagram, DiagramEntry, PhaseDiagramRequest } from './phase-diagram.service.js';

/** Most facets of one answer; beyond it only energies and decompositions can be had. */
const MOST_FACETS = 3000;

/** What the API shows of a diagram; facets are computed when they are first asked for. */
export function mapPhaseDiagram(
  request: PhaseDiagramRequest,
  { diagram, open, referenceSet, referencePhases, predictedPhases }: ComputedDiagram,
): PhaseDiagram {
  const symbols = diagram.elements.map(symbolOf);
  const facets = once(() => facetsOf(() => computeFacets(diagram, MOST_FACETS)));
  const regions = once(() => new Map(computeStabilityRegions(diagram, facets()).map((region) => [region.phase, region])));
  const placeOf = new Map(diagram.phases.map(({ entry }, place) => [entry.id, place]));

  const phases = diagram.phases.map((placed, place) => {
    const { entry } = placed;
    const isPredicted = entry.predictionId !== undefined;
    return Object.assign(new DiagramPhase(), {
      entryId: isPredicted ? encodeNodeId('RelaxedStructure', entry.id) : entry.id,
      formula: writtenFormula(entry),
      energyPerAtom: entry.energyPerAtom,
      formationEnergyPerAtom: placed.formationEnergyPerAtom,
      energyAboveHull: placed.energyAboveHull,
      equilibriumReactionEnergyPerAtom: placed.equilibriumReactionEnergyPerAtom,
      decomposesTo: [],
      structureId: isPredicted ? entry.id : null,
      stability: () => {
        const region = regions().get(place);
        if (region === undefined) return { ranges: [], corners: [] };
        return {
          ranges: region.ranges.map(({ lowest, highest }, i) => ({ element: symbols[i] ?? '', lowest, highest })),
          corners: region.corners.map((corner) => [...corner]),
        };
      },
    } satisfies Omit<DiagramPhase, 'chemicalPotentialRanges' | 'chemicalPotentialCorners'>);
  });
  const phaseAt = (place: number | undefined): DiagramPhase => phases[place ?? -1] as DiagramPhase;
  diagram.phases.forEach(({ decomposition }, place) => {
    phaseAt(place).decomposesTo = decomposition.map(({ entryId, fraction }) => ({ phase: phaseAt(placeOf.get(entryId)), amount: fraction }));
  });

  const isStable = new Set(diagram.stable);
  return Object.assign(new PhaseDiagram(), {
    elements: symbols,
    open: open.map(({ atomicNumber, chemicalPotential, reference }) => ({
      element: symbolOf(atomicNumber),
      chemicalPotential,
      referencedChemicalPotential: chemicalPotential - reference,
    })),
    referenceSet,
    referencePhases,
    predictedPhases,
    stablePhases: diagram.stable.map(phaseAt),
    unstable: phases
      .filter((_, place) => !isStable.has(place))
      .sort((a, b) => a.energyAboveHull - b.energyAboveHull || (a.entryId < b.entryId ? -1 : 1)),
    drawing: once(() => ({
      facets: facets().map(({ phases: members, chemicalPotentials }): DiagramFacet => ({
        phases: members.map(phaseAt),
        chemicalPotentials: chemicalPotentials.map((chemicalPotential, i) => ({ element: symbols[i] ?? '', chemicalPotential })),
      })),
      tieLines: computeTieLines(diagram, facets()).map((line): DiagramTieLine => ({ phases: line.map(phaseAt) })),
    })),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([request, referenceSet.id]))
      .digest('base64url')
      .slice(0, 16),
  } satisfies Omit<PhaseDiagram, 'tieLines'>);
}

/** Reference phases carry formulas in alphabetical order. */
const writtenFormula = ({ formula }: DiagramEntry): string => reducedFormula(parseFormula(formula));

function facetsOf(compute: () => Facet[]): Facet[] {
  try {
    return compute();
  } catch (error) {
    if (error instanceof CoreError) throw badUserInput(error.message, { reason: error.code });
    throw error;
  }
}

function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | null = null;
  return () => (known ??= { value: compute() }).value;
}
