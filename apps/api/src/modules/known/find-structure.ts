import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import type { Structure } from '@kessho/core/crystal/structure';
import { CoreError } from '@kessho/core/errors';
import { detectFormat } from '@kessho/core/formats/detect-format';
import { readStructures } from '@kessho/core/formats/read-structures';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import { Composition } from '@kessho/schema/entities/composition';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { FindStructureInput } from '@kessho/schema/inputs/find-structure';
import type { PredictedMatch } from '@kessho/schema/results/known-crystal';
import { FoundStructure } from '@kessho/schema/results/known-crystal';
import type { DataSource } from 'typeorm';
import { IsNull, Not } from 'typeorm';
import type { Comparison } from '../../comparison/start-comparison.js';
import { badUserInput } from '../../graphql/request-errors.js';
import { symmetryOfImported } from '../../imports/analysis/symmetry-of-imported.js';
import { structureFromRow } from '../structures/structure-from-row.js';
import type { SoughtCrystal } from './compare-with-known.js';

const MOST_SITES = 1000;
/** Predicted structures that are compared, the lowest in energy. */
const MOST_PREDICTED = 200;

/** The crystal of a text with what its fields are found by. */
export class SoughtStructure extends FoundStructure {
  sought!: SoughtCrystal;
}

/** @throws BAD_USER_INPUT for a text that is none of the formats, with its place, and for more than one crystal or none with a symmetry */
export async function readSought(database: DataSource, { content, format }: FindStructureInput): Promise<SoughtStructure> {
  if (format === 'vasp-input') throw badUserInput('VASP_INPUT is a folder of files; send its POSCAR');
  try {
    const structure = onlyOne(readStructures(content, format ?? detectFormat(null, content)));
    const symmetry = symmetryOfImported(structure);
    const formula = reducedFormula(reduceComposition(compositionFromSites(structure.atomicNumbers)));
    const composition = await database.getRepository(Composition).findOneBy({ formula });
    return Object.assign(new SoughtStructure(), {
      formula,
      numberOfSites: structure.atomicNumbers.length,
      spaceGroup: symmetry.spaceGroup,
      prototype: prototypeLabel(structure, symmetry),
      sought: { structure, compositionId: composition?.id ?? null },
    });
  } catch (error) {
    if (error instanceof CoreError) throw badUserInput(error.message, { reason: error.code });
    throw error;
  }
}

function onlyOne([structure, ...others]: readonly Structure[]): Structure {
  if (structure === undefined || others.length > 0) throw badUserInput(`One crystal is looked for at a time, not ${others.length + 1}`);
  if (structure.atomicNumbers.length > MOST_SITES)
    throw badUserInput(`A crystal has at most ${MOST_SITES} atoms here, not ${structure.atomicNumbers.length}`);
  return structure;
}

/** Ranked structures of all predictions that match, the best first. */
export async function matchPredicted(
  database: DataSource,
  { compareStructures }: Comparison,
  { structure, compositionId }: SoughtCrystal,
): Promise<PredictedMatch[]> {
  if (compositionId === null) return [];
  const predicted = await database
    .getRepository(RelaxedStructure)
    .find({ where: { compositionId, rank: Not(IsNull()) }, order: { energyPerAtom: 'ASC', id: 'ASC' }, take: MOST_PREDICTED });
  const results = await compareStructures({ structure, others: predicted.map(structureFromRow), isAnonymous: false });
  return predicted
    .flatMap((row, k) => {
      const result = results[k];
      return result?.matches && result.rms !== null ? [{ structure: row, rms: result.rms }] : [];
    })
    .sort((a, b) => a.rms - b.rms);
}
