import { reducedFormula } from '@kessho/core/composition/written-formula';
import { latticeVolume } from '@kessho/core/crystal/lattice';
import type { Structure } from '@kessho/core/crystal/structure';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import { geometryTests } from '@kessho/core/prediction/screening/geometry-tests';
import { shortestPairRatio } from '@kessho/core/neighbors/shortest-pair-ratio';
import type { RelaxationResult, StopReason } from '@kessho/core/prediction/stage-types';
import type { SearchKnowledge } from '@kessho/core/search/search-knowledge';
import type { LoadedReferenceSet } from '@kessho/models/reference/load-reference-set';
import { causeOf, type Cause } from './cause-of-stop.js';
import { lastStructure } from './last-structure.js';
import type { Start, StartKind } from './make-starts.js';

/** As the first pass of a prediction. */
const OPTIONS = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 150, symmetry: 'keep' } as const;
/** eV/atom; what the relaxation notes where the model gave no number. */
const NO_NUMBER = 1e290;

/** Volume over the predicted one, and the shortest distance over the sum of two covalent radii. */
interface Shape {
  readonly volume: number;
  readonly pairRatio: number;
}

/** What became of a start; plain, since it is kept as a line of JSON. */
export interface End {
  readonly kind: StartKind;
  readonly formula: string;
  /** Would the geometry tests of a prediction refuse the start? */
  readonly isScreenedOut: boolean;
  readonly stopReason: StopReason;
  /** Null where no guard stopped it. */
  readonly cause: Cause | null;
  readonly metNotANumber: boolean;
  readonly steps: number;
  readonly energyPerAtom: number;
  readonly energyAboveHull: number;
  readonly start: Shape;
  /** Where it was evaluated last: behind the result where that had been lower. */
  readonly last: Shape;
  /** Of the result. */
  readonly pairRatio: number;
  readonly lattice: Mat3;
  readonly atomicNumbers: readonly number[];
  readonly fracCoords: readonly Vec3[];
  /** Processor time of the batch over its starts. */
  readonly cpuSeconds: number;
}

export interface Tools {
  readonly model: EnergyModel;
  readonly references: LoadedReferenceSet;
  readonly volumePerAtomOf: SearchKnowledge['volumePerAtomOf'];
}

export async function relaxStarts(starts: readonly Start[], { model, references, volumePerAtomOf }: Tools): Promise<End[]> {
  const before = process.cpuUsage();
  const results = await relaxStructures(
    starts.map(({ structure }) => structure),
    { model },
    OPTIONS,
  );
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6 / starts.length;
  return starts.map(({ kind, composition, structure }, k) => {
    const result = results[k] as RelaxationResult;
    const { stopReason, steps, energyPerAtom, structure: end, trajectory } = result;
    const volumePerAtom = volumePerAtomOf(composition);
    const shapeOf = (crystal: Structure): Shape => ({
      volume: latticeVolume(crystal.lattice) / crystal.atomicNumbers.length / volumePerAtom,
      pairRatio: shortestPairRatio(crystal),
    });
    return {
      kind,
      formula: reducedFormula(composition),
      isScreenedOut: geometryTests(structure, volumePerAtom).some(({ passed }) => !passed),
      stopReason,
      cause: causeOf(structure, result, OPTIONS),
      metNotANumber: trajectory.energiesPerAtom.some((energy) => !(Math.abs(energy) < NO_NUMBER)),
      steps,
      energyPerAtom,
      energyAboveHull: computeEnergyAboveHull(composition, energyPerAtom, references.entriesOf(composition.atomicNumbers)).energyAboveHull,
      start: shapeOf(structure),
      last: shapeOf(lastStructure(result)),
      pairRatio: shortestPairRatio(end),
      lattice: end.lattice.vectors,
      atomicNumbers: end.atomicNumbers,
      fracCoords: end.fracCoords,
      cpuSeconds,
    };
  });
}
