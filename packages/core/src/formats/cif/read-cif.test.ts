import { describe, expect, test } from 'vitest';
import '../../../test/load-symmetry.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { cellParameters } from '../../crystal/lattice.js';
import { minimumDistance } from '../../crystal/minimum-distance.js';
import { CoreError } from '../../errors.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { ParseFailedError } from '../format-errors.js';
import { readCif } from './read-cif.js';
import { writeSymmetrizedCif } from './write-cif.js';

const cell = (a: string, b: string, c: string, alpha = '90', beta = '90', gamma = '90'): string =>
  `_cell_length_a ${a}\n_cell_length_b ${b}\n_cell_length_c ${c}\n_cell_angle_alpha ${alpha}\n_cell_angle_beta ${beta}\n_cell_angle_gamma ${gamma}\n`;
const SITE_LOOP = 'loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n';
const SALT_SITES = `${SITE_LOOP}Na1 0 0 0\nCl1 0.5 0.5 0.5\n`;
const salt = (symmetry: string, sites = SALT_SITES): string => `data_salt\n${cell('5.64', '5.64', '5.64')}${symmetry}\n${sites}`;
const contents = (text: string) => {
  const [{ structure }] = readCif(text);
  return `${reducedFormula(compositionFromSites(structure.atomicNumbers))} ${structure.atomicNumbers.length}`;
};

describe('symmetry', () => {
  test.each([
    ['none at all is P 1', '', 'NaCl 2'],
    ['number, new tag', '_space_group_IT_number 225', 'NaCl 8'],
    ['number, old tag', '_symmetry_Int_Tables_number 225', 'NaCl 8'],
    ['dotted tag', '_space_group.IT_number 225', 'NaCl 8'],
    ['symbol with blanks', "_symmetry_space_group_name_H-M 'F m -3 m'", 'NaCl 8'],
    ['symbol without blanks', '_space_group_name_H-M_alt Fm-3m', 'NaCl 8'],
    ['symbol of old', "_symmetry_space_group_name_H-M 'F m 3 m'", 'NaCl 8'],
    ['symbol and number', "_symmetry_space_group_name_H-M 'F m -3 m'\n_symmetry_Int_Tables_number 225", 'NaCl 8'],
    ['symbol unknown, number known', '_symmetry_space_group_name_H-M ?\n_symmetry_Int_Tables_number 225', 'NaCl 8'],
    ['single operation outside of a loop', "_symmetry_equiv_pos_as_xyz 'x, y, z'", 'NaCl 2'],
    [
      'operations before the number',
      "_space_group_IT_number 225\nloop_\n_space_group_symop_id\n_space_group_symop_operation_xyz\n1 'x, y, z'\n2 'X+1/2,Y+0.5, z'",
      'NaCl 4',
    ],
  ])('%s', (_name, symmetry, expected) => {
    expect(contents(salt(symmetry))).toBe(expected);
  });

  test('origin choice 2 and hexagonal axes are the standard settings', () => {
    const diamond = `data_Si\n${cell('5.43', '5.43', '5.43')}_space_group_name_H-M_alt 'F d -3 m :2'\n${SITE_LOOP}Si1 0.125 0.125 0.125\n`;
    const [{ structure }] = readCif(diamond);
    expect(structure.atomicNumbers).toHaveLength(8);
    expect(minimumDistance(structure)).toBeCloseTo((5.43 * Math.sqrt(3)) / 4, 8);
  });

  const diamondSite = (position: string): string => `${cell('5.43', '5.43', '5.43')}${SITE_LOOP}Si1 ${position}\n`;
  const monoclinic = `${cell('5', '6', '7', '90', '100', '90')}${SITE_LOOP}Zr1 0.27 0.04 0.21\nO1 0.07 0.33 0.34\n`;
  const rhombohedral = `${cell('4.75', '4.75', '4.75', '57.2', '57.2', '57.2')}${SITE_LOOP}Bi1 0.234 0.234 0.234\n`;
  test.each([
    ['origin choice 1', "_space_group_name_H-M_alt 'F d -3 m :1'", diamondSite('0 0 0'), 8, 227],
    ['another cell of a monoclinic group', "_symmetry_space_group_name_H-M 'P 1 21/n 1'\n_symmetry_Int_Tables_number 14", monoclinic, 8, 14],
    ['its short symbol', "_symmetry_space_group_name_H-M 'P 21/n'", monoclinic, 8, 14],
    ['rhombohedral axes by a suffix', "_symmetry_space_group_name_H-M 'R -3 m R'", rhombohedral, 2, 166],
    ['rhombohedral axes by a colon', '_symmetry_space_group_name_H-M R-3m:R', rhombohedral, 2, 166],
    ['permuted axes', "_space_group_name_H-M_alt 'C c m m'", `${cell('5', '6', '7')}${SITE_LOOP}Fe1 0.1 0.2 0.3\n`, 16, 63],
  ])('%s, without operations', (_name, symmetry, crystal, sites, group) => {
    const [{ structure }] = readCif(`data_x\n${symmetry}\n${crystal}`);
    expect(structure.atomicNumbers).toHaveLength(sites);
    expect(findSymmetry(structure, 1e-3).spaceGroup.number).toBe(group);
  });

  test.each([
    ["_symmetry_space_group_name_H-M 'P 1 21/q 1'", /not the symbol of a space group/],
    ["_space_group_name_H-M_alt 'F d -3 m :3'", /not the symbol of a space group/],
    ["_symmetry_space_group_name_H-M 'F m -3 m R'", /not the symbol of a space group/],
    ["_symmetry_space_group_name_H-M 'P 1 21/n 1'\n_symmetry_Int_Tables_number 13", /is not space group 13/],
    ["_symmetry_space_group_name_H-M 'P 1 21/c 1'\n_symmetry_Int_Tables_number 15", /is not space group 15/],
    ['_symmetry_Int_Tables_number 231', /no space-group number/],
    ["_symmetry_equiv_pos_as_xyz 'x, y'", /not a symmetry operation/],
    ["_symmetry_equiv_pos_as_xyz 'x, y, 2z'", /not a symmetry operation/],
    ["_symmetry_equiv_pos_as_xyz 'x, y, y'", /not a symmetry operation/],
    ["_symmetry_equiv_pos_as_xyz 'x, y, z+1/0'", /not a symmetry operation/],
  ])('%s is refused', (symmetry, message) => {
    expect(() => readCif(salt(symmetry))).toThrow(message);
  });
});

describe('what is tolerated', () => {
  test('uncertainties, quotes, comments, text fields, CRLF, a byte order mark, capitals', () => {
    const text = `\ufeffDATA_x # comment\n_publ_title\n;\nA 'title'\nloop_\n;\n_note 'it''s a cube'\n${cell('5.640(2)', '5.64(1)', '5.64', '90.0(1)')}LOOP_\n_Atom_Site_Label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n'Na 1' 0.0 .0 0.\n"Cl(1)" 0.5(1) 5e-1 +0.50(2) # last\n`;
    expect(contents(text.replaceAll('\n', '\r\n'))).toBe('NaCl 2');
    expect(cellParameters(readCif(text)[0].structure.lattice).a).toBeCloseTo(5.64, 12);
  });

  test('several data blocks', () => {
    const crystals = readCif(
      `data_global\n_publ_section_title x\n${salt('')}\n${salt('_space_group_IT_number 225').replace('data_salt', 'data_second')}`,
    );
    expect(crystals.map(({ name, structure }) => `${name} ${structure.atomicNumbers.length}`)).toEqual(['salt 2', 'second 8']);
  });

  test('type symbols with charges before labels, deuterium as hydrogen, water oxygen, dummy sites', () => {
    const loop =
      'loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_calc_flag\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n';
    const text = `data_x\n${cell('9', '9', '9')}${loop}M1 Fe3+ d 0 0 0\nX2 O2- d 0.5 0 0\nD1 D d 0 0.5 0\nOw1 ? d 0.5 0.5 0\nQ1 ? dum 0 0 0\nCL1 CL1- d 0 0 .5\n`;
    expect(readCif(text)[0].structure.atomicNumbers).toEqual([26, 8, 1, 8, 17]);
  });

  test('images on special positions merge, and rounded thirds land on them exactly', () => {
    const text = `data_zno\n${cell('3.25', '3.25', '5.2', '90', '90', '120')}_space_group_IT_number 186\n_chemical_formula_sum 'O2 Zn2'\n${SITE_LOOP}Zn 0.3333 0.6667 0\nO 0.333 0.667 0.382\n`;
    const [{ structure }] = readCif(text);
    expect(structure.atomicNumbers).toEqual([30, 30, 8, 8]);
    expect(structure.fracCoords[2][0]).toBeCloseTo(1 / 3, 14);
    expect(findSymmetry(structure, 1e-5).spaceGroup.number).toBe(186);
  });
});

describe('what is refused, and where', () => {
  const occupied = (occupancy: string): string =>
    `data_x\n${cell('4', '4', '4')}${SITE_LOOP}_atom_site_occupancy\nNa1 0 0 0 1\nCl1 0.5 0.5 0.5 ${occupancy}\n`;

  test.each(['0.5', '0.95(1)', '0'])('occupancy %s', (occupancy) => {
    expect(() => readCif(occupied(occupancy))).toThrow(/Line 15, column 17: Site Cl1 is occupied to/);
    expect(code(occupied(occupancy))).toBe('PartialOccupancy');
  });

  test.each(['1', '1.00(2)', '.', '?', '0.9999'])('but not occupancy %s', (occupancy) => {
    expect(contents(occupied(occupancy))).toBe('NaCl 2');
  });

  test.each([
    ['no block', '', 1, 1],
    ['a quote that does not close', "data_x\n_tag 'open\n", 2, 6],
    ['a text field that does not close', 'data_x\n_tag\n;open\nmore\n', 3, 1],
    ['a tag without a value', 'data_x\n_tag\n_tag2 1', 2, 1],
    ['a value without a tag', 'data_x\n_tag 1 2\n', 2, 8],
    ['a loop without tags', 'data_x\nloop_\n', 2, 1],
    ['an incomplete row', `${salt('')}K1 0.5\n`, 16, 1],
    ['no sites', `data_x\n${cell('4', '4', '4')}`, 1, 1],
    ['no cell', `data_x\n${SALT_SITES}`, 1, 1],
    ['NaN in the cell', salt('').replace('5.64', 'NaN'), 2, 16],
    ['a coordinate that is no number', salt('').replace('Na1 0 0 0', 'Na1 0 nan 0'), 14, 7],
    ['an unknown coordinate', salt('').replace('Na1 0 0 0', 'Na1 0 ? 0'), 14, 7],
    ['an unknown element', salt('').replace('Na1 0 0 0', 'Xx1 0 0 0'), 14, 1],
    ['a formula that disagrees', salt("_chemical_formula_sum 'Na2 Cl'"), 8, 23],
  ])('%s', (_name, text, line, column) => {
    const error = thrown(text);
    expect(error).toBeInstanceOf(ParseFailedError);
    expect(error).toMatchObject({ code: 'ParseFailed', line, column });
  });

  test('two atoms on one place, a flat cell, angles that close no cell', () => {
    expect(() => readCif(salt('').replace('0.5 0.5 0.5', '0 0 1'))).toThrow(/Sites 0 \(Na\) and 1 \(Cl\) stand on one place/);
    expect(code(`data_x\n${cell('4', '4', '4', '60', '60', '120')}${SALT_SITES}`)).toBe('InvalidLattice');
    expect(code(`data_x\n${cell('4', '4', '0')}${SALT_SITES}`)).toBe('InvalidLattice');
  });

  test('a CIF cut off anywhere is never another crystal', () => {
    const [{ structure }] = readCif(salt('_space_group_IT_number 225'));
    const text = writeSymmetrizedCif(structure, findSymmetry(structure));
    const survivors = [...text.trimEnd()].flatMap((_, length) => (code(text.slice(0, length)) === null ? [text.slice(0, length).slice(-60)] : []));
    expect(survivors).toEqual([]);
  });

  test('a long text is refused in little time', () => {
    const start = performance.now();
    for (const text of [
      'x'.repeat(1e6),
      "'".repeat(1e6),
      `data_x\n_a ${'1'.repeat(1e6)}z`,
      '_a\n'.repeat(3e5),
      salt(`_symmetry_equiv_pos_as_xyz ${'1'.repeat(1e5)}`),
    ]) {
      expect(code(text)).toBe('ParseFailed');
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

/** Error code, or null where the text is read; any error that is none of ours fails the test. */
function code(text: string): string | null {
  try {
    readCif(text);
    return null;
  } catch (error) {
    if (error instanceof CoreError) return error.code;
    throw error;
  }
}

function thrown(text: string): unknown {
  try {
    return readCif(text);
  } catch (error) {
    return error;
  }
}
