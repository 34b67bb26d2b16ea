import type { LabeledCrystal } from '@kessho/core/formats/labeled-crystal';
import { writeCrystals } from '@kessho/core/formats/write-structure';
import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import type { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { RequestLoaders } from '../../graphql/data-loaders.js';
import { required } from '../../graphql/required.js';
import type { FileBody } from './exported-file.js';
import { describeStructure } from './ranked-crystal.js';
import { structureFromRow } from './structure-from-row.js';

/**
 * The way of a relaxation as extxyz, a frame for each step whose geometry was kept: with its energy, `step` and `max_force` (eV/Å). Frames on the way are
 * rounded as the film of the dashboard (1e-5 Å and fractions). The last is the relaxed structure itself, with forces and stress: of the others none were kept.
 */
export async function trajectoryFile(loaders: RequestLoaders, structure: RelaxedStructure): Promise<FileBody> {
  const [composition, model] = await Promise.all([
    loaders.entity(Composition, structure.compositionId),
    loaders.entity(EnergyModel, structure.energyModelId),
  ]);
  const { fileStem, labels } = describeStructure(structure, required(composition).formula, model);
  const { energiesPerAtom, maxForces } = structure.trajectory;
  // Rows written before frames were kept have none.
  const frames = (structure.trajectory as Partial<RelaxedStructure['trajectory']>).frames ?? [];
  const last = energiesPerAtom.length - 1;
  const onTheWay = frames
    .filter(({ step }) => step < last)
    .map(({ step, lattice, fracCoords }): LabeledCrystal => ({
      structure: structureFromRow({ ...structure, lattice, fracCoords }),
      id: null,
      energy: (energiesPerAtom[step] ?? NaN) * structure.nsites,
      energyScheme: labels.energyScheme,
      forces: null,
      stress: null,
      extra: new Map([
        ['step', String(step)],
        ['max_force', String(maxForces[step] ?? NaN)],
      ]),
    }));
  const relaxed: LabeledCrystal = {
    ...labels,
    structure: structureFromRow(structure),
    energy: structure.energyPerAtom * structure.nsites,
    extra: new Map([['step', String(last)], ['max_force', String(structure.maxForce)], ...labels.extra]),
  };
  return { fileName: `${fileStem}-relaxation.extxyz`, mediaType: 'chemical/x-xyz', body: writeCrystals([...onTheWay, relaxed], 'extxyz') };
}
