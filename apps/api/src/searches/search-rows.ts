import type { Individual, Outcome, Phase } from '@kessho/core/search/search-types';
import type { SearchIndividual } from '@kessho/schema/entities/search-individual';
import type { SearchPhase } from '@kessho/schema/entities/search-phase';
import { rowId } from '../jobs/storing/row-id.js';
import { columnsFromStructure, structureFromRow } from '../modules/structures/structure-from-row.js';

/** Individuals and phases of a search as rows, and back to the last bit. */

export const individualId = (searchId: string, ordinal: number): string => rowId('search-individual', searchId, String(ordinal));
export const phaseId = (searchId: string, ordinal: number): string => rowId('search-phase', searchId, String(ordinal));

type Columns<Row> = Omit<Row, 'nodeType' | 'nodeId' | 'search' | 'composition' | 'spaceGroup' | 'soundEnthalpyPerAtom'>;
export type IndividualColumns = Columns<SearchIndividual>;
/** Without what ranking adds. */
export type PhaseColumns = Omit<
  Columns<SearchPhase>,
  'rank' | 'prototype' | 'spaceGroupSymbol' | 'formationEnergyPerAtom' | 'energyAboveHull' | 'energyAboveKnownHull'
>;

export function individualColumns(searchId: string, individual: Individual): IndividualColumns {
  const { id, generation, operator, parents, start, discarded, poolPlace, outcome } = individual;
  const from = columnsFromStructure(start);
  return {
    id: individualId(searchId, id),
    searchId,
    ordinal: id,
    generation,
    operator,
    parentOrdinals: [...parents],
    discarded,
    poolPlace,
    startLattice: from.lattice,
    startFracCoords: from.fracCoords,
    startAtomicNumbers: from.atomicNumbers,
    ...outcomeColumns(outcome),
  };
}

function outcomeColumns(outcome: Outcome | null) {
  const geometry = outcome === null ? null : columnsFromStructure(outcome.structure);
  return {
    lattice: geometry?.lattice ?? null,
    fracCoords: geometry?.fracCoords ?? null,
    atomicNumbers: geometry?.atomicNumbers ?? null,
    energyPerAtom: outcome?.energyPerAtom ?? null,
    enthalpyPerAtom: outcome?.enthalpyPerAtom ?? null,
    maxForce: outcome?.maxForce ?? null,
    steps: outcome?.steps ?? null,
    stopReason: outcome?.stopReason ?? null,
    spaceGroupNumber: outcome?.spaceGroup ?? null,
    verdict: outcome?.verdict ?? null,
    phase: outcome?.phase ?? null,
  };
}

export function individualFromRow(row: SearchIndividual): Individual {
  const { ordinal, generation, operator, parentOrdinals, discarded, poolPlace, startLattice, startFracCoords, startAtomicNumbers } = row;
  const start = structureOf(startLattice, startFracCoords, startAtomicNumbers);
  return { id: ordinal, generation, operator, parents: parentOrdinals, start, discarded, poolPlace, outcome: outcomeFromRow(row) };
}

function outcomeFromRow(row: SearchIndividual): Outcome | null {
  const { lattice, fracCoords, atomicNumbers, energyPerAtom, enthalpyPerAtom, maxForce, steps, stopReason, verdict } = row;
  if (lattice === null || fracCoords === null || atomicNumbers === null || steps === null || stopReason === null || verdict === null) return null;
  return {
    structure: structureOf(lattice, fracCoords, atomicNumbers),
    energyPerAtom: energyPerAtom ?? NaN,
    enthalpyPerAtom: enthalpyPerAtom ?? NaN,
    maxForce: maxForce ?? NaN,
    steps,
    stopReason,
    spaceGroup: row.spaceGroupNumber,
    verdict,
    phase: row.phase,
  };
}

const structureOf = (lattice: number[], fracCoords: number[], atomicNumbers: number[]) =>
  structureFromRow({ lattice, fracCoords, atomicNumbers, nsites: atomicNumbers.length });

export function phaseColumns(searchId: string, phase: Phase, compositionId: string): PhaseColumns {
  const { id, individual, energyPerAtom, enthalpyPerAtom, volumePerAtom, spaceGroup, niche, members, foundAt, fruitless } = phase;
  return {
    id: phaseId(searchId, id),
    searchId,
    ordinal: id,
    individualOrdinal: individual,
    compositionId,
    energyPerAtom,
    enthalpyPerAtom,
    volumePerAtom,
    spaceGroupNumber: spaceGroup,
    niche,
    members,
    foundAt,
    fruitless,
  };
}

/** @param row with its composition */
export function phaseFromRow(row: SearchPhase): Phase {
  const {
    ordinal,
    individualOrdinal,
    energyPerAtom,
    enthalpyPerAtom,
    volumePerAtom,
    spaceGroupNumber,
    niche,
    members,
    foundAt,
    fruitless,
    composition,
  } = row;
  if (composition === undefined) throw new Error('A phase is read with its composition');
  const { atomicNumbers, counts } = composition;
  return {
    id: ordinal,
    individual: individualOrdinal,
    composition: { atomicNumbers, counts },
    energyPerAtom,
    enthalpyPerAtom,
    volumePerAtom,
    spaceGroup: spaceGroupNumber,
    niche,
    members,
    foundAt,
    fruitless,
  };
}
