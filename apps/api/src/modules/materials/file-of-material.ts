import type { Material } from '@kessho/schema/entities/material';
import type { StructureFormat } from '@kessho/schema/enums/export-enums';
import type { FileBody } from '../structures/exported-file.js';
import { exportStructure, UNLABELED } from '../structures/export-structure.js';
import type { CellChoice } from '../structures/structure-in-cell.js';
import { crystalOf } from './crystal-of.js';

/** Null where no crystal was imported. */
export function fileOfMaterial(material: Material, choice: CellChoice & { readonly format: StructureFormat }): FileBody | null {
  const crystal = crystalOf(material);
  if (crystal === null) return null;
  // `mp-22862-NaCl`; an id is opaque and may hold what a file name may not.
  const stem = `${material.sourceId.replaceAll(/[^A-Za-z0-9.-]+/g, '_').slice(-80)}-${material.formula.replaceAll(/[()]/g, '')}`;
  return exportStructure(crystal, stem, { ...UNLABELED, id: material.sourceId }, choice);
}
