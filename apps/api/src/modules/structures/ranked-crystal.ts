import { rankedFileStem, type RankedCrystal, rankedLabels } from '@kessho/core/formats/archive/ranked-crystal';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { EnergyModel } from '@kessho/schema/entities/energy-model';
import type { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { StructureLabels } from './export-structure.js';
import { DEFAULT_SYMPREC } from './geometry-in-cell.js';
import { structureFromRow } from './structure-from-row.js';

/** A row of the ranking as exports tell of it; null for a structure without rank. */
export function rankedCrystal(row: RelaxedStructure, formula: string, model: EnergyModel | null): RankedCrystal | null {
  const { rank, spaceGroupNumber, spaceGroupSymbol, energyPerAtom, formationEnergyPerAtom, energyAboveHull } = row;
  if (rank === null || spaceGroupNumber === null || spaceGroupSymbol === null) return null;
  return {
    rank,
    formula,
    spaceGroup: { number: spaceGroupNumber, symbol: spaceGroupSymbol },
    symprec: row.symprec ?? DEFAULT_SYMPREC,
    energyPerAtom,
    formationEnergyPerAtom,
    energyAboveHull,
    probability: row.probability,
    likelihood: row.likelihood,
    energyRank: row.energyRank,
    prototype: row.prototype,
    crystal: { structure: structureFromRow(row), energy: energyPerAtom * row.nsites, ...computedLabels(row, model) },
  };
}

const computedLabels = (row: RelaxedStructure, model: EnergyModel | null) => ({
  id: row.nodeId(),
  energyScheme: model === null ? null : `${model.name} ${model.version}`,
  forces: row.forces() as unknown as readonly Vec3[],
  stress: row.stress() as unknown as Mat3,
});

/** File name and labels of one relaxed structure, ranked or not: `01-BaTiO3-R3m-160`, the name that the command line gives too. */
export function describeStructure(row: RelaxedStructure, formula: string, model: EnergyModel | null): { fileStem: string; labels: StructureLabels } {
  const ranked = rankedCrystal(row, formula, model);
  return {
    fileStem: ranked === null ? `${formula}-${row.id.slice(0, 8)}` : rankedFileStem(ranked),
    labels: { energyPerAtom: row.energyPerAtom, ...computedLabels(row, model), extra: ranked === null ? new Map() : rankedLabels(ranked).extra },
  };
}
