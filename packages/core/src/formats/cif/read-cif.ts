import { parseFormula } from '../../composition/parse-formula.js';
import { FormulaError } from '../../composition/formula-error.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { assertDistinctSites } from '../../crystal/assert-distinct-sites.js';
import { latticeFromParameters } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { ParseFailedError } from '../format-errors.js';
import { numberFromWord, shorten } from '../text-lines.js';
import { readAtomSites } from './atom-sites.js';
import { type CifBlock, readCifBlocks } from './cif-blocks.js';
import { expandSites } from './expand-sites.js';
import { firstValue, operationsOfBlock } from './space-group-of-block.js';

const CELL_TAGS = ['_cell_length_a', '_cell_length_b', '_cell_length_c', '_cell_angle_alpha', '_cell_angle_beta', '_cell_angle_gamma'];

/** A crystal of a CIF, with the name of its data block. */
export interface CifCrystal {
  readonly name: string;
  readonly structure: Structure;
}

/**
 * Read every crystal of a CIF, one for each data block that holds a cell and atom sites; other blocks are passed over.
 *
 * Old and new tags are read; the orientation is a along x, b in the xy plane. The sites that result must add up to `_chemical_formula_sum` where
 * the file has one: a file that was cut off between two lines, or lacks its hydrogen atoms, is not mistaken for another crystal.
 *
 * @throws {ParseFailedError} {PartialOccupancyError} {InvalidLatticeError} {InvalidStructureError}
 */
export function readCif(text: string): CifCrystal[] {
  const blocks = readCifBlocks(text);
  const crystals = blocks.filter((block) => block.columns.has('_atom_site_fract_x'));
  const last = blocks.at(-1);
  if (last === undefined) throw new ParseFailedError('The file holds no data block', { line: 1, column: 1, offset: 0 });
  if (crystals.length === 0 || (last.columns.has(CELL_TAGS[0]) && !crystals.includes(last))) {
    const cartesian = last.columns.has('_atom_site_cartn_x') ? '; Cartesian positions are not read' : '';
    throw new ParseFailedError(`Data block "${shorten(last.name)}" holds no fractional atom sites; is the file cut off?${cartesian}`, last.place);
  }
  return crystals.map((block) => ({ name: block.name, structure: readCrystal(block) }));
}

function readCrystal(block: CifBlock): Structure {
  const [a, b, c, alpha, beta, gamma] = CELL_TAGS.map((tag) => {
    const value = firstValue(block, [tag]);
    if (value === null) throw new ParseFailedError(`Data block "${shorten(block.name)}" has no ${tag}`, block.place);
    return numberFromWord({ text: value.text.replace(/\(\d*\)$/, ''), place: value.place });
  });
  const lattice = latticeFromParameters({ a, b, c, alpha, beta, gamma });
  const sites = readAtomSites(block);
  const images = expandSites(lattice, sites, operationsOfBlock(block));
  const structure = createStructure(
    lattice,
    sites.flatMap((site, k) => images[k].map(() => site.atomicNumber)),
    images.flat(),
  );
  assertDistinctSites(structure);
  assertFormula(block, structure);
  return structure;
}

function assertFormula(block: CifBlock, structure: Structure): void {
  const sum = firstValue(block, ['_chemical_formula_sum']);
  if (sum === null) return;
  let stated;
  try {
    stated = parseFormula(sum.text.replace(/\b[DT](?=[\d\s]|$)/g, 'H'));
  } catch (error) {
    if (error instanceof FormulaError) return; // a formula of another kind than ours proves nothing
    throw error;
  }
  const found = compositionFromSites(structure.atomicNumbers);
  if (!sameComposition(stated, found)) {
    throw new ParseFailedError(
      `The atom sites add up to ${reducedFormula(found)}, but the formula is ${shorten(sum.text)}; is the file cut off, or are sites missing?`,
      sum.place,
    );
  }
}
