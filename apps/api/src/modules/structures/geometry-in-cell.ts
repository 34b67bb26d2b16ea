import { cellParameters, latticeVolume } from '@kessho/core/crystal/lattice';
import { symbolOf } from '@kessho/core/elements/elements';
import type { CrystalGeometry } from '@kessho/schema/results/crystal-geometry';
import type { GeometryColumns } from './structure-from-row.js';
import { structureFromRow } from './structure-from-row.js';
import type { CellChoice } from './structure-in-cell.js';
import { structureInCell } from './structure-in-cell.js';

/** Å, for geometries whose row names no tolerance. */
export const DEFAULT_SYMPREC = 0.01;

export function geometryInCell(row: GeometryColumns & { readonly symprec?: number | null }, choice: CellChoice): CrystalGeometry {
  const symprec = row.symprec ?? DEFAULT_SYMPREC;
  const { lattice, atomicNumbers, fracCoords } = structureInCell(structureFromRow(row), symprec, choice);
  return {
    latticeMatrix: lattice.vectors.map((vector) => [...vector]),
    fractionalCoordinates: fracCoords.map((position) => [...position]),
    species: atomicNumbers.map(symbolOf),
    atomicNumbers: [...atomicNumbers],
    numberOfSites: atomicNumbers.length,
    volume: latticeVolume(lattice),
    cellParameters: cellParameters(lattice),
    symprec,
  };
}
