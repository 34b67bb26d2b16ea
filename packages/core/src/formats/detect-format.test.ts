import { expect, test } from 'vitest';
import { detectFormat } from './detect-format.js';
import { UnknownFormatError } from './format-errors.js';
import { readStructures } from './read-structures.js';

test.each([
  ['POSCAR', 'poscar'],
  ['runs/1/CONTCAR', 'poscar'],
  ['POSCAR_relaxed', 'poscar'],
  ['x.vasp', 'poscar'],
  ['C:\\files\\NaCl.CIF', 'cif'],
  ['magnetic.mcif', 'cif'],
  ['path.extxyz', 'extxyz'],
  ['path.xyz', 'extxyz'],
  ['mp-149.json', 'pymatgen-json'],
] as const)('%s is %s by its name', (name, format) => {
  expect(detectFormat(name, '')).toBe(format);
});

test.each([
  ['# comment\ndata_x\n', 'cif'],
  ['loop_\n_atom_site_label\n', 'cif'],
  ['2\nLattice="1 0 0"\n', 'extxyz'],
  [' {"lattice": {}}', 'pymatgen-json'],
  ['NaCl\n1.0\n 5 0 0\n0 5.5E0 0\n0 0 -5\nNa\n', 'poscar'],
] as const)('%j is %s by its content', (text, format) => {
  expect(detectFormat(null, text)).toBe(format);
  expect(detectFormat('upload.txt', text)).toBe(format);
});

test.each(['', 'hello', 'BaTiO3', 'NaCl\n1.0\n5 0 0\n'])('%j is of no known format', (text) => {
  expect(() => detectFormat(null, text)).toThrow(UnknownFormatError);
});

test.each(['cif', 'poscar', 'extxyz', 'pymatgen-json'] as const)('an empty text is no %s', (format) => {
  expect(() => readStructures(' \n', format)).toThrow('Line 1, column 1: The text is empty');
});
