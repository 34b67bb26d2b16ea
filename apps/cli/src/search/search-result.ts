import { reducedFormula } from '@kessho/core/composition/written-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import type { ModelId } from '@kessho/core/energy/energy-model';
import type { ReferenceSetLabel } from '@kessho/core/prediction/stage-types';
import { RELAXED_SYMPREC } from '@kessho/core/prediction/ranking/rank-structures';
import type { HullEnd } from '@kessho/core/search/hull-ends';
import type { RankedPhase } from '@kessho/core/search/rank-phases';
import type { SearchState } from '@kessho/core/search/search-types';

/** Raised when a field changes its meaning or leaves. */
const SCHEMA_VERSION = 1;

/**
 * The document `result.json` of a search; where a field also stands in that of a prediction it means the same.
 * @param ends of the hull; none for one composition
 */
export function searchResultJson(
  state: SearchState,
  ranked: readonly RankedPhase[],
  ends: readonly HullEnd[],
  model: ModelId,
  referenceSet: ReferenceSetLabel | null,
  top: number,
) {
  const { request, relaxations, evaluations, phases, curve, memory } = state;
  const { method, composition, elements, seed, budget, lag, constraints } = request;
  return {
    schemaVersion: SCHEMA_VERSION,
    method,
    composition: composition === null ? null : reducedFormula(composition),
    elements: elements.map(symbolOf),
    seed,
    budget,
    lag,
    constraints: {
      ...constraints,
      endMembers: constraints.endMembers.map(reducedFormula),
      fractions: constraints.fractions.map(({ atomicNumber, ...bounds }) => ({ element: symbolOf(atomicNumber), ...bounds })),
      coordination: constraints.coordination.map(({ atomicNumber, neighbor, ...bounds }) => ({
        element: symbolOf(atomicNumber),
        neighbor: neighbor === null ? null : symbolOf(neighbor),
        ...bounds,
      })),
      molecules: constraints.molecules.map(({ atomicNumbers, positions }) => ({ species: atomicNumbers.map(symbolOf), positions })),
      pairDistances: constraints.pairDistances.map(({ atomicNumbers, distance }) => ({ elements: atomicNumbers.map(symbolOf), distance })),
    },
    seeds: request.seeds.length,
    models: [model],
    referenceSet,
    isFinished: state.running.length === 0,
    relaxations,
    evaluations,
    phases: phases.length,
    operators: memory.operators,
    curve,
    hullEnds: ends,
    structures: ranked.filter(({ rank, energyAboveHull }) => rank <= top || energyAboveHull === 0).map((phase) => phaseJson(phase, model)),
  };
}

function phaseJson({ rank, formula, phase, individual, spaceGroup, prototype, ...hull }: RankedPhase, { name, version }: ModelId) {
  const { id, operator, parents, generation, outcome } = individual;
  const { structure, stopReason, steps, maxForce } = outcome;
  return {
    rank,
    formula,
    model: { name, version },
    spaceGroup,
    symprec: RELAXED_SYMPREC,
    nsites: structure.atomicNumbers.length,
    energyPerAtom: phase.energyPerAtom,
    enthalpyPerAtom: phase.enthalpyPerAtom,
    ...hull,
    prototype,
    origin: { individual: id, operator, parents, generation, foundAt: phase.foundAt, members: phase.members },
    relaxation: { stopReason, steps, maxForce },
    lattice: structure.lattice.vectors,
    species: structure.atomicNumbers.map(symbolOf),
    fracCoords: structure.fracCoords,
  };
}

const inMeV = (energy: number | null): string => (energy === null ? '–' : String(Math.round(1000 * energy) + 0));

/** The first phases as aligned text. */
export function searchTable(ranked: readonly RankedPhase[], { relaxations, evaluations, phases }: SearchState, top: number): string {
  const lowest = Math.min(...ranked.map(({ phase }) => phase.enthalpyPerAtom));
  const isHull = ranked.some(({ energyAboveHull }) => energyAboveHull !== null);
  const head = [
    'rank',
    'formula',
    'space group',
    'sites',
    isHull ? 'E above hull, meV/atom' : 'above lowest, meV/atom',
    'above known phases',
    'prototype',
    'operator',
    'found',
  ];
  const rows = ranked
    .slice(0, top)
    .map(({ rank, formula, spaceGroup, individual, energyAboveHull, energyAboveKnownHull, phase, prototype }) => [
      String(rank),
      formula,
      spaceGroup === null ? '–' : `${spaceGroup.symbol.replaceAll(' ', '')} (${spaceGroup.number})`,
      String(individual.outcome.structure.atomicNumbers.length),
      inMeV(isHull ? energyAboveHull : phase.enthalpyPerAtom - lowest),
      inMeV(energyAboveKnownHull),
      prototype ?? '–',
      individual.operator,
      `${phase.members} ×`,
    ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] as string).length)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n${relaxations} relaxations, ${evaluations} evaluations, ${phases.length} phases\n`;
}
