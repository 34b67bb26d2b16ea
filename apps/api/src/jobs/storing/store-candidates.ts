import { volumePerAtom } from '@kessho/core/crystal/density';
import type { Candidate, CandidateOrigin, GenerationReport } from '@kessho/core/prediction/stage-types';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import { columnsFromStructure } from '../../modules/structures/structure-from-row.js';
import { countRejections } from './count-rejections.js';
import { insertJson } from './insert-json.js';
import { ensureMaterials } from './known-materials.js';
import { rowId } from './row-id.js';
import { proposalId } from './store-plan.js';

const COLUMNS = {
  id: 'uuid',
  prediction_id: 'uuid',
  symmetry_proposal_id: 'uuid',
  key: 'text',
  ordinal: 'integer',
  lattice: 'double precision[]',
  frac_coords: 'double precision[]',
  atomic_numbers: 'integer[]',
  nsites: 'integer',
  volume_per_atom: 'double precision',
  generator: 'text',
  space_group_number: 'integer',
  prototype: 'text',
  source_formula: 'text',
  source_material_id: 'uuid',
  assignment: 'jsonb',
  likelihood: 'double precision',
  state: 'text',
};

/** Ordinals of one portion start here times its index: no portion has more candidates. */
const MOST_CANDIDATES = 100_000;

export const candidateId = (predictionId: string, key: string): string => rowId('candidate', predictionId, key);

export async function storeCandidates(manager: EntityManager, predictionId: string, chunkIndex: number, report: GenerationReport): Promise<void> {
  const { candidates, generated, rejected } = report;
  const sources = candidates.flatMap(({ origin }) =>
    origin.generator === 'substitution' ? [{ sourceId: origin.sourceId, formula: origin.sourceFormula }] : [],
  );
  const materials = await ensureMaterials(manager, sources);
  const proposed = await queryRows<{ number: number }>(
    manager,
    'SELECT space_group_number AS number FROM symmetry_proposal WHERE prediction_id = $1',
    [predictionId],
  );
  const proposedNumbers = new Set(proposed.map(({ number }) => number));
  const rows = candidates.map((candidate, place) => {
    const spaceGroup = spaceGroupOf(candidate.origin);
    return {
      ...candidateColumns(predictionId, candidate, materials),
      ordinal: chunkIndex * MOST_CANDIDATES + place,
      space_group_number: spaceGroup,
      symmetry_proposal_id: spaceGroup !== null && proposedNumbers.has(spaceGroup) ? proposalId(predictionId, spaceGroup) : null,
    };
  });
  await insertJson(manager, 'candidate', COLUMNS, rows);
  await queryRows(manager, 'UPDATE prediction SET generated_count = generated_count + $2 WHERE id = $1', [predictionId, generated]);
  await countRejections(manager, predictionId, 'generate', Object.entries(rejected));
}

function candidateColumns(predictionId: string, { key, structure, origin }: Candidate, materials: ReadonlyMap<string, string>) {
  const { lattice, fracCoords, atomicNumbers, nsites } = columnsFromStructure(structure);
  const isSubstitution = origin.generator === 'substitution';
  return {
    id: candidateId(predictionId, key),
    prediction_id: predictionId,
    key,
    lattice,
    frac_coords: fracCoords,
    atomic_numbers: atomicNumbers,
    nsites,
    volume_per_atom: volumePerAtom(structure),
    generator: origin.generator,
    prototype: isSubstitution ? origin.prototype : null,
    source_formula: isSubstitution ? origin.sourceFormula : null,
    source_material_id: isSubstitution ? (materials.get(origin.sourceId) ?? null) : null,
    assignment: origin.generator === 'symmetric' ? origin.assignment : null,
    likelihood: origin.likelihood,
    state: 'generated',
  };
}

/** A prototype's label carries its space group: `AB3C_cP5_221_a_c_b`. */
function spaceGroupOf(origin: CandidateOrigin): number | null {
  switch (origin.generator) {
    case 'symmetric':
      return origin.spaceGroup;
    case 'substitution': {
      const number = Number(origin.prototype.split('_')[2]);
      return Number.isInteger(number) && number >= 1 && number <= 230 ? number : null;
    }
    case 'import':
      return null;
  }
}
