import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import type { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { StructureFormat } from '@kessho/schema/enums/export-enums';
import type { RequestLoaders } from '../../graphql/data-loaders.js';
import { required } from '../../graphql/required.js';
import type { FileBody } from './exported-file.js';
import { exportStructure } from './export-structure.js';
import { describeStructure } from './ranked-crystal.js';
import type { CellChoice } from './structure-in-cell.js';

export async function fileOfStructure(
  loaders: RequestLoaders,
  structure: RelaxedStructure,
  choice: CellChoice & { readonly format: StructureFormat },
): Promise<FileBody> {
  const [composition, model] = await Promise.all([
    loaders.entity(Composition, structure.compositionId),
    loaders.entity(EnergyModel, structure.energyModelId),
  ]);
  const { fileStem, labels } = describeStructure(structure, required(composition).formula, model);
  return exportStructure(structure, fileStem, labels, choice);
}
