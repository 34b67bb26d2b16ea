import { symbolOf } from '@kessho/core/elements/elements';
import type { OpenElement } from '@kessho/core/energy/convex-hull/grand-canonical';
import { openEntries } from '@kessho/core/energy/convex-hull/grand-canonical';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { elementalReferences } from '@kessho/core/energy/convex-hull/phase-columns';
import type { PhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { computePhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { combineEntries } from '@kessho/core/energy/reference-set';
import { CoreError } from '@kessho/core/errors';
import type { ReferencePhases } from '@kessho/core/prediction/create-prediction-stages';
import type { ReferenceSet } from '@kessho/schema/entities/reference-set';
import type { DataSource } from 'typeorm';
import { badUserInput, requestError } from '../../graphql/request-errors.js';
import { chooseReferences, type ChosenReferences } from './choose-references.js';
import type { PredictedPhase } from './phase-diagram.repository.js';
import { finishedPredictions, predictedPhases } from './phase-diagram.repository.js';

export interface PhaseDiagramRequest {
  /** Atomic numbers, open ones included. */
  readonly elements: readonly number[];
  /** With potentials from the reference phases where `isReferenced`. */
  readonly open: readonly (OpenElement & { readonly isReferenced: boolean })[];
  /** Uuid of the row; null for the phases that are installed or, under pressure, for those that a prediction in the system has relaxed. */
  readonly referenceSetId: string | null;
  /** Null for that of the reference set. */
  readonly pressureGPa: number | null;
  readonly includesPredicted: boolean;
  /** Uuids; null for all. */
  readonly predictionIds: readonly string[] | null;
}

/** A phase of the reference set or a predicted structure. */
export type DiagramEntry = HullEntry & Partial<Pick<PredictedPhase, 'predictionId'>>;

export interface ComputedDiagram {
  readonly diagram: PhaseDiagram<DiagramEntry>;
  /** On the scale of the total energies, with the references they are measured from. */
  readonly open: readonly (OpenElement & { readonly reference: number })[];
  readonly referenceSet: ReferenceSet;
  readonly referencePhases: number;
  readonly predictedPhases: number;
}

export interface PhaseDiagramService {
  readonly compute: (request: PhaseDiagramRequest) => Promise<ComputedDiagram>;
}

/** Most elements of one diagram. */
const MOST_ELEMENTS = 10;

/** @param loadReferencePhases those that are installed; called at the first diagram, null where there are none */
export function createPhaseDiagramService(database: DataSource, loadReferencePhases: () => Promise<ReferencePhases | null>): PhaseDiagramService {
  let loaded: Promise<ReferencePhases | null> | null = null;
  const load = (): Promise<ReferencePhases | null> =>
    (loaded ??= loadReferencePhases().catch((error: unknown) => {
      loaded = null;
      throw error;
    }));
  return {
    compute: async (request) => {
      assertSystem(request);
      const installed = await load();
      if (installed === null) throw requestError('NOT_FOUND', 'This installation has no reference phases');
      const { referenceSet, references } = await chooseReferences(database, installed, request);
      const conditions = { modelSha256: references.label.model.sha256, pressureGPa: referenceSet.pressureGPa };
      const predicted = request.includesPredicted ? await readPredicted(database, request, conditions) : [];
      try {
        return { ...compute(request, references, predicted), referenceSet };
      } catch (error) {
        if (error instanceof CoreError) throw badUserInput(error.message, { reason: error.code });
        throw error;
      }
    },
  };
}

function assertSystem({ elements, open }: PhaseDiagramRequest): void {
  if (elements.length === 0) throw badUserInput('A phase diagram needs an element');
  if (new Set(elements).size < elements.length) throw badUserInput('An element stands twice');
  if (elements.length > MOST_ELEMENTS) throw badUserInput(`At most ${MOST_ELEMENTS} elements, not ${elements.length}`);
  const foreign = open.find(({ atomicNumber }) => !elements.includes(atomicNumber));
  if (foreign !== undefined) throw badUserInput(`${symbolOf(foreign.atomicNumber)} is open but not among the elements`);
  if (open.length >= elements.length) throw badUserInput('One element at least must not be open');
}

async function readPredicted(
  database: DataSource,
  { elements, predictionIds }: PhaseDiagramRequest,
  { modelSha256, pressureGPa }: { readonly modelSha256: string; readonly pressureGPa: number },
): Promise<PredictedPhase[]> {
  if (predictionIds !== null) {
    const finished = new Map((await finishedPredictions(database, predictionIds)).map((prediction) => [prediction.id, prediction.pressureGPa]));
    if (predictionIds.some((id) => !finished.has(id))) throw badUserInput('A prediction is not there, or has not succeeded');
    const other = [...finished.values()].find((pressure) => pressure !== pressureGPa);
    if (other !== undefined) throw badUserInput(`A prediction at ${other} GPa cannot stand beside reference phases at ${pressureGPa} GPa`);
  }
  // All of the same model by themselves; of named predictions all, so that another model is told and not dropped.
  return predictedPhases(database, elements.map(symbolOf), pressureGPa, predictionIds === null ? modelSha256 : null, predictionIds);
}

function compute(
  { elements, open }: PhaseDiagramRequest,
  { label, entriesOf }: ChosenReferences,
  predicted: readonly PredictedPhase[],
): Omit<ComputedDiagram, 'referenceSet'> {
  const reference = entriesOf(elements);
  const entries = combineEntries<DiagramEntry>('The phase diagram', [
    { scheme: { kind: 'potential', model: label.model }, entries: reference },
    ...predicted.map((phase) => ({ scheme: { kind: 'potential', model: phase.model } as const, entries: [phase] })),
  ]);
  const openReferences = elementalReferences(
    open.map(({ atomicNumber }) => atomicNumber),
    entries,
  );
  const absolute = open.map(({ atomicNumber, chemicalPotential, isReferenced }, i) => {
    const { energyPerAtom } = openReferences[i] as DiagramEntry;
    return { atomicNumber, chemicalPotential: chemicalPotential + (isReferenced ? energyPerAtom : 0), reference: energyPerAtom };
  });
  const closed = elements.filter((z) => !open.some(({ atomicNumber }) => atomicNumber === z));
  return {
    diagram: computePhaseDiagram(openEntries(entries, absolute), closed),
    open: absolute,
    referencePhases: reference.length,
    predictedPhases: predicted.length,
  };
}
