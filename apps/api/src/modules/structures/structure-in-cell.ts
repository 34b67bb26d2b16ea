import { niggliReduceStructure } from '@kessho/core/crystal/niggli';
import type { Structure } from '@kessho/core/crystal/structure';
import { makeSupercell } from '@kessho/core/crystal/supercell';
import { CoreError } from '@kessho/core/errors';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { SymmetryDataset } from '@kessho/core/symmetry/find-symmetry';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import type { CellSetting } from '@kessho/schema/enums/export-enums';
import { badUserInput } from '../../graphql/request-errors.js';

export interface CellChoice {
  readonly cell: CellSetting;
  /** Whether conventional, primitive and Niggli cells are made exactly symmetric. */
  readonly symmetrized: boolean;
}

/** Whole numbers of a change of cell are met to within this. */
const WHOLE_TOLERANCE = 1e-6;

/** The crystal in the cell asked for; `AS_PREDICTED` is never touched. The one place where viewer and download get their cell. */
export function structureInCell(predicted: Structure, symprec: number, { cell, symmetrized }: CellChoice): Structure {
  switch (cell) {
    case 'as-predicted':
      return predicted;
    case 'conventional': {
      const symmetry = symmetryOf(predicted, symprec);
      return symmetrized ? symmetry.standardizedCell : unsymmetrized(predicted, symmetry.standardTransformation.matrix);
    }
    case 'primitive': {
      const symmetry = symmetryOf(predicted, symprec);
      return symmetrized ? symmetry.primitiveCell : unsymmetrized(predicted, symmetry.primitiveTransformation.matrix);
    }
    case 'niggli':
      return niggliReduceStructure(symmetrized ? symmetryOf(predicted, symprec).primitiveCell : predicted);
  }
}

export function symmetryOf(structure: Structure, symprec: number): SymmetryDataset {
  try {
    return findSymmetry(structure, symprec);
  } catch (error) {
    if (error instanceof CoreError && error.code === 'SymmetryNotFound') throw badUserInput(`No symmetry was found: ${error.message}`);
    throw error;
  }
}

/** The predicted atoms where they are, in the standard cell's shape. */
function unsymmetrized(predicted: Structure, transformation: Mat3): Structure {
  const whole = transformation.map((row) => row.map(Math.round)) as unknown as Mat3;
  const deviates = transformation.flat().some((x, k) => Math.abs(x - (whole.flat()[k] ?? NaN)) > WHOLE_TOLERANCE);
  if (deviates) throw badUserInput('The predicted cell is larger than this one; ask for it with `symmetrized: true`');
  return makeSupercell(predicted, whole);
}
