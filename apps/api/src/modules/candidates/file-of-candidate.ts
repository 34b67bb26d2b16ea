import type { Candidate } from '@kessho/schema/entities/candidate';
import type { StructureFormat } from '@kessho/schema/enums/export-enums';
import type { FileBody } from '../structures/exported-file.js';
import { exportStructure, UNLABELED } from '../structures/export-structure.js';
import type { CellChoice } from '../structures/structure-in-cell.js';

/** A candidate as it was generated; its energy is that of the screening. */
export const fileOfCandidate = (candidate: Candidate, choice: CellChoice & { readonly format: StructureFormat }): FileBody =>
  exportStructure(candidate, candidate.key, { ...UNLABELED, id: candidate.nodeId(), energyPerAtom: candidate.energyPerAtom }, choice);
