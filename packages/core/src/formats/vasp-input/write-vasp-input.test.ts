import { expect, test } from 'vitest';
import { createLattice } from '../../crystal/lattice.js';
import { createStructure } from '../../crystal/structure.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { readPoscar } from '../poscar/read-poscar.js';
import { writeVaspInput } from './write-vasp-input.js';

const crystal = (edge: number, atomicNumbers: readonly number[], positions: readonly Vec3[]) =>
  createStructure(createLattice([[edge, 0, 0], [0, edge, 0], [0, 0, edge]]), atomicNumbers, positions); // prettier-ignore

test('an oxide of iron: +U, moments, d electrons; potentials in the order of the POSCAR', () => {
  const oxide = crystal(3, [26, 8], [[0, 0, 0], [0.5, 0.5, 0.5]]); // prettier-ignore
  const { INCAR, KPOINTS, POSCAR, 'POTCAR.spec': potentials } = writeVaspInput(oxide);
  expect(INCAR).toMatch(/^ALGO = FAST\nEDIFF = 0\.0001\nENCUT = 520\n/);
  expect(INCAR).toContain('LDAUL = 2 0\nLDAUPRINT = 1\nLDAUTYPE = 2\nLDAUU = 5.3 0\nLMAXMIX = 4\n');
  expect(INCAR).toContain('MAGMOM = 5 0.6\n');
  expect(potentials).toBe('Fe_pv\nO\n');
  expect(KPOINTS).toBe('1000 k points per atom\n0\nGamma\n7 7 7\n0 0 0\n');
  expect(readPoscar(POSCAR)).toEqual(oxide);
});

test('no +U beside another anion, no tetrahedra on a mesh of less than four points', () => {
  const sulfide = crystal(30, [26, 16], [[0, 0, 0], [0.5, 0.5, 0.5]]); // prettier-ignore
  const { INCAR, KPOINTS } = writeVaspInput(sulfide, 1);
  expect(INCAR).not.toContain('LDAU');
  expect(INCAR).toContain('ISMEAR = 0\n');
  expect(KPOINTS.split('\n')[3]).toBe('1 1 1');
});

test('an element without potential', () => {
  expect(() => writeVaspInput(crystal(5, [118], [[0, 0, 0]]))).toThrow(/none for Og/);
});
