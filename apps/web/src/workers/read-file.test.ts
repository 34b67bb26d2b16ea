import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadSymmetryEngine } from '@kessho/core/symmetry/moyo-bridge';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeCrystal, readFile } from './read-file';

const CIF = `data_MgO
_cell_length_a 4.21
_cell_length_b 4.21
_cell_length_c 4.21
_cell_angle_alpha 90
_cell_angle_beta 90
_cell_angle_gamma 90
_space_group_name_H-M_alt 'F m -3 m'
loop_
_atom_site_label
_atom_site_fract_x
_atom_site_fract_y
_atom_site_fract_z
Mg 0 0 0
O 0.5 0.5 0.5
`;
const pattern = (columns: (angle: number) => string) => Array.from({ length: 40 }, (_, k) => columns(10 + k / 10)).join('\n');

beforeAll(() => loadSymmetryEngine(readFileSync(createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm'))));

describe('readFile', () => {
  it('reads a CIF that names its space group and lists no operations', () => {
    const file = readFile({ name: 'mgo.cif', text: CIF });
    expect(file).toMatchObject({ kind: 'crystals', format: 'cif', count: 1, crystals: [{ name: 'MgO' }] });
  });

  it('tells a crystal by its content, where there is no name or a plain one', () => {
    for (const name of [null, 'structure.txt']) expect(readFile({ name, text: CIF })).toMatchObject({ kind: 'crystals', format: 'cif' });
  });

  it.each([
    ['measured.xy', (angle: number) => `${angle} 5`],
    ['measured.xye', (angle: number) => `${angle} 5 0.1`],
    ['measured.csv', (angle: number) => `${angle},5`],
    [null, (angle: number) => `${angle} 5`],
    ['measured.txt', (angle: number) => `  ${angle}\t5`],
  ])('reads %s as a powder pattern', (name, columns) => {
    expect(readFile({ name, text: pattern(columns) })).toMatchObject({ kind: 'pattern' });
    expect(readFile({ name, text: `# measured\nAngle, Intensity\n${pattern(columns)}` })).toMatchObject({ kind: 'pattern' });
  });

  it('takes the first hundred of many crystals, and says how many there are', () => {
    const frame = '1\nLattice="4 0 0 0 4 0 0 0 4" Properties=species:S:1:pos:R:3\nPo 0 0 0\n';
    const file = readFile({ name: 'path.extxyz', text: frame.repeat(130) });
    expect(file).toMatchObject({ kind: 'crystals', count: 130 });
    expect(file.kind === 'crystals' && file.crystals.length).toBe(100);
  });

  it.each([
    ['a picture', { name: 'picture.png', text: '\u0089PNG\r\n\u001a\n\0\0' }, /"picture\.png" is neither CIF/],
    ['prose', { name: null, text: 'Dear editor,\nplease find' }, /neither CIF/],
    ['a CIF with a word in the place of a number', { name: 'a.cif', text: CIF.replace('4.21', 'long') }, /^Line 2, column/],
    ['a pattern with a word in the place of an intensity', { name: 'a.xy', text: `${pattern((angle) => `${angle} 5`)}\n20 high` }, /^Line 41/],
  ])('refuses %s and says where', (_, given, message) => expect(() => readFile(given)).toThrow(message));
});

describe('describeCrystal', () => {
  it('names formula and space group, and writes a text that reads as the same crystal', () => {
    const file = readFile({ name: null, text: CIF });
    const structure = file.kind === 'crystals' ? file.crystals[0]?.structure : undefined;
    if (structure === undefined) throw new Error('No crystal was read');
    const described = describeCrystal({ structure });
    expect(described).toMatchObject({
      formula: 'MgO',
      atomsPerFormula: 2,
      spaceGroup: { number: 225 },
      symprec: 0.1,
      parameters: { a: 4.21, alpha: 90 },
    });
    const again = readFile({ name: null, text: described.content });
    expect(again).toMatchObject({ kind: 'crystals', format: 'extxyz', count: 1 });
    expect(again.kind === 'crystals' && again.crystals[0]?.structure.atomicNumbers).toEqual(structure.atomicNumbers);
  });
});
