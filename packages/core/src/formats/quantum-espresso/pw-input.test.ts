import { describe, expect, test } from 'vitest';
import { cellParameters } from '../../crystal/lattice.js';
import { DEFAULT_PW_OPTIONS, readPseudopotentialTable } from './pw-options.js';
import { readPwInput } from './read-pw-input.js';
import { BOHR } from './units.js';
import { writePwInput } from './write-pw-input.js';

const input = (system: string, cell: string, positions: string): string =>
  `&CONTROL calculation='scf' /\n&SYSTEM\n  ${system}, nat=2, ! two atoms\n  ntyp = 2 ecutwfc=40.D0\n/\n&ELECTRONS\n/\nATOMIC_SPECIES\n  Na1 22.99 Na.upf\n  Cl 35.45 Cl.upf\n${cell}\n${positions}\nK_POINTS gamma\n`;
const rows = (unit: number): string => `${2 * unit} 0 0\n0 ${2 * unit} 0\n0 0 ${2 * unit}`;

describe('units of cell and positions', () => {
  test.each([
    ['angstrom and crystal', 'ibrav=0', `CELL_PARAMETERS angstrom\n${rows(2)}`, 'ATOMIC_POSITIONS crystal\nNa1 0 0 0\nCl 1/2 0.5 5.0d-1'],
    ['bohr and angstrom', 'ibrav = 0', `CELL_PARAMETERS {bohr}\n${rows(2 / BOHR)}`, 'ATOMIC_POSITIONS (angstrom)\nNa1 0 0 0\nCl 2 2 2'],
    ['alat by celldm', `ibrav=0 celldm(1) = ${4 / BOHR}`, `CELL_PARAMETERS alat\n${rows(0.5)}`, 'ATOMIC_POSITIONS alat\nNa1 0 0 0\nCl 0.5 0.5 0.5'],
    ['alat by A, no options', 'ibrav=0, A=4.0', `CELL_PARAMETERS\n${rows(0.5)}`, 'ATOMIC_POSITIONS\nNa1 0 0 0\nCl 0.5 0.5 0.5'],
    [
      'alat of the first vector',
      'ibrav=0',
      `CELL_PARAMETERS angstrom\n${rows(2)}`,
      'ATOMIC_POSITIONS { alat }\n! a comment\nNa1 0 0 0\nCl 0.5 0.5 0.5 0 0 1',
    ],
    ['bohr positions', 'ibrav=0', `CELL_PARAMETERS angstrom\n${rows(2)}`, `ATOMIC_POSITIONS bohr\nNa1 0 0 0\nCl ${2 / BOHR} ${2 / BOHR} ${2 / BOHR}`],
  ])('%s', (_name, system, cell, positions) => {
    const { lattice, atomicNumbers, fracCoords } = readPwInput(input(system, cell, positions));
    expect(atomicNumbers).toEqual([11, 17]);
    expect(cellParameters(lattice).a).toBeCloseTo(4, 12);
    fracCoords[1].forEach((x) => expect(x).toBeCloseTo(0.5, 12));
  });
});

const CELL = `CELL_PARAMETERS angstrom\n${rows(2)}`;
const SITES = 'ATOMIC_POSITIONS crystal\nNa1 0 0 0\nCl 0.5 0.5 0.5';

describe('refused with line and column', () => {
  test.each([
    ['another bravais lattice', input('ibrav=2', CELL, SITES), 3, 9],
    ['no cell', input('ibrav=0', '', SITES), 1, 1],
    ['a cell cut off', input('ibrav=0', 'CELL_PARAMETERS angstrom\n4 0 0', SITES), 12, 6],
    ['alat that is not given', input('ibrav=0', `CELL_PARAMETERS alat\n${rows(2)}`, SITES), 11, 1],
    ['an unknown unit', input('ibrav=0', CELL, SITES.replace('crystal', 'crystal_sg')), 15, 1],
    ['an unknown element', input('ibrav=0', CELL, SITES.replace('Na1', 'Xx')), 16, 1],
    ['two coordinates', input('ibrav=0', CELL, SITES.replace('Na1 0 0 0', 'Na1 0 0')), 16, 8],
    ['a coordinate that is none', input('ibrav=0', CELL, SITES.replace('0.5', 'half')), 17, 4],
    ['an atom too few', input('ibrav=0', CELL, SITES.replace('\nCl 0.5 0.5 0.5', '')), 16, 10],
  ])('%s', (_name, text, line, column) => {
    expect(() => readPwInput(text)).toThrow(expect.objectContaining({ code: 'ParseFailed', line, column }) as Error);
  });
});

describe('written', () => {
  const structure = readPwInput(input('ibrav=0', CELL, SITES));

  test('a variable-cell relaxation with a mesh by density and the files of PseudoDojo', () => {
    const text = writePwInput(structure, DEFAULT_PW_OPTIONS);
    expect(text).toContain("calculation = 'vc-relax'");
    expect(text).toMatch(/&IONS\n\/\n&CELL\n/);
    expect(text).toMatch(/Na 22\.989769 Na\.upf\n {2}Cl 35\.4\d* Cl\.upf/);
    expect(text).toContain('K_POINTS automatic\n  7 7 7 0 0 0\n');
    expect(readPwInput(text)).toEqual(structure);
  });

  test('names and cutoffs from a table in the form of SSSP; the largest cutoffs hold', () => {
    const table = readPseudopotentialTable(
      '{"Na": {"filename": "na.UPF", "md5": "x", "cutoff_wfc": 40.0, "cutoff_rho": 320.0}, "Cl": {"filename": "cl.UPF", "cutoff_wfc": 45, "cutoff_rho": 180}}',
    );
    const text = writePwInput(structure, { ...DEFAULT_PW_OPTIONS, calculation: 'scf', pseudopotentialOf: table });
    expect(text).toMatch(/ecutwfc = 45\n {2}ecutrho = 320\n/);
    expect(text).toContain(' na.UPF\n');
    expect(text).not.toContain('&CELL');
    expect(() => table('Xe')).toThrow(/none for Xe/);
  });
});
