import { Composition } from '@kessho/schema/entities/composition';
import type { SearchPhase } from '@kessho/schema/entities/search-phase';
import type { StructureFormat } from '@kessho/schema/enums/export-enums';
import type { RequestLoaders } from '../../graphql/data-loaders.js';
import { required } from '../../graphql/required.js';
import type { FileBody } from '../structures/exported-file.js';
import { exportStructure, UNLABELED } from '../structures/export-structure.js';
import type { CellChoice } from '../structures/structure-in-cell.js';
import { crystalsByPhase } from './search.loader.js';

export async function fileOfPhase(
  loaders: RequestLoaders,
  phase: SearchPhase,
  choice: CellChoice & { readonly format: StructureFormat },
): Promise<FileBody> {
  const { id, compositionId, rank, spaceGroupSymbol, spaceGroupNumber, energyPerAtom } = phase;
  const { formula } = required(await loaders.entity(Composition, compositionId));
  const group = spaceGroupSymbol === null ? '' : `-${spaceGroupSymbol.replaceAll(/[ /]/g, '')}-${spaceGroupNumber}`;
  const stem = `${rank === null ? '' : `${String(rank).padStart(2, '0')}-`}${formula}${group}`;
  const crystal = required(await loaders.related(crystalsByPhase, id));
  return exportStructure(crystal, stem, { ...UNLABELED, id: phase.nodeId(), energyPerAtom }, choice);
}
