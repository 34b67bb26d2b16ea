import type { Structure } from '@kessho/core/crystal/structure';
import { latticeVolume } from '@kessho/core/crystal/lattice';
import { STRETCH_OF_RELAXED_CELLS } from '@kessho/core/diffraction/match-pattern';
import { computePowderPattern } from '@kessho/core/diffraction/powder-pattern';
import { parseWavelength } from '@kessho/core/diffraction/radiation';
import { CoreError } from '@kessho/core/errors';
import { readPowderData } from '@kessho/core/formats/powder-data/read-powder-data';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { MatchPowderPatternInput, PowderPatternArgs } from '@kessho/schema/inputs/powder-pattern';
import type { PowderMatch, PowderPattern } from '@kessho/schema/results/powder-pattern';
import type { DataSource } from 'typeorm';
import { Between } from 'typeorm';
import type { Comparison } from '../../comparison/start-comparison.js';
import { idOf } from '../../graphql/id-of.js';
import { badUserInput } from '../../graphql/request-errors.js';
import { structureFromRow } from '../structures/structure-from-row.js';

/** Structures that one pattern is compared with, a good part of a second each. */
const MOST_STRUCTURES = 20;
const MOST_POINTS = 10_000;
/** Terms of the structure factors of one pattern, reflections × atoms; about a second. */
const MOST_TERMS = 2e7;

/** The pattern of one cell. @throws BAD_USER_INPUT for a wavelength or range that are none, and where there would be too much to compute */
export function powderPattern(structure: Structure, { radiation, wavelength, twoThetaMin, twoThetaMax }: PowderPatternArgs): PowderPattern {
  return orBadInput(() => {
    const length = wavelengthOf(radiation, wavelength);
    const longest = (2 * Math.sin((Math.min(180, Math.max(0, twoThetaMax)) * Math.PI) / 360)) / length;
    // Half of the reciprocal lattice within a sphere: one of each pair hkl, −h −k −l.
    const reflections = (2 / 3) * Math.PI * longest ** 3 * latticeVolume(structure.lattice);
    if (reflections * structure.atomicNumbers.length > MOST_TERMS)
      throw badUserInput(
        'The cell has too many reflections up to this angle; ask for a smaller `twoThetaMax`, a longer wavelength or the primitive cell',
        {
          reason: 'TooManyReflections',
        },
      );
    return computePowderPattern(structure, { wavelength: length, twoThetaRange: [twoThetaMin, twoThetaMax] });
  });
}

/**
 * How well the first structures of a ranking explain a measured pattern, the best first.
 * @throws BAD_USER_INPUT for a prediction that is not there, a number of structures out of range, and a text that is no pattern, with its line
 */
export async function matchPowderPattern(
  database: DataSource,
  { comparePattern }: Comparison,
  input: MatchPowderPatternInput,
  first: number,
): Promise<PowderMatch[]> {
  if (!(first >= 1 && first <= MOST_STRUCTURES)) throw badUserInput(`Of a ranking 1 to ${MOST_STRUCTURES} structures are compared, not ${first}`);
  const [measured, wavelength] = orBadInput(() => [readPowderData(input.pattern), wavelengthOf(input.radiation, input.wavelength)] as const);
  if (measured.twoThetas.length > MOST_POINTS)
    throw badUserInput(`A pattern has at most ${MOST_POINTS} points here, not ${measured.twoThetas.length}`);
  const predictionId = idOf('Prediction', input.predictionId);
  if (!(await database.getRepository(Prediction).existsBy({ id: predictionId }))) throw badUserInput('There is no such prediction');
  const ranked = await database.getRepository(RelaxedStructure).find({ where: { predictionId, rank: Between(1, first) }, order: { rank: 'ASC' } });
  if (ranked.length === 0) return [];
  const results = await comparePattern({ measured, wavelength, mostStretch: STRETCH_OF_RELAXED_CELLS, structures: ranked.map(structureFromRow) });
  const nothing = { residual: null, zeroShift: null, scale: null, fullWidth: null, stretch: null };
  return ranked
    .map((structure, k): PowderMatch => ({ structure, ...(results[k] ?? nothing) }))
    .sort((a, b) => (a.residual ?? Infinity) - (b.residual ?? Infinity));
}

const wavelengthOf = (radiation: string, wavelength: number | null | undefined): number =>
  parseWavelength(wavelength == null ? radiation : String(wavelength));

function orBadInput<Value>(compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (error instanceof CoreError) throw badUserInput(error.message, { reason: error.code });
    throw error;
  }
}
