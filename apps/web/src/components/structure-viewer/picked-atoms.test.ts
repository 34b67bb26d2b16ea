import { describe, expect, it } from 'vitest';
import type { PickedAtom } from './picked-atoms';
import { angleOf, dihedralOf, distanceOf, togglePick } from './picked-atoms';
import { colorKeys } from './site-colors';
import { textFromView, viewFromText } from './view-state';
import type { ViewerStructure } from './viewer-structure';

const atom = (site: number, ...image: [number, number, number] | []): PickedAtom => ({ site, image: image.length === 3 ? image : [0, 0, 0] });
const rockSalt: ViewerStructure = {
  lattice: [
    [4.2, 0, 0],
    [0, 4.2, 0],
    [0, 0, 4.2],
  ],
  symbols: ['Mg', 'Mg', 'O'],
  fracCoords: [
    [0, 0, 0],
    [0.5, 0.5, 0],
    [0.5, 0, 0],
  ],
};

describe('togglePick', () => {
  it('chooses up to four, lets one go that is chosen, and begins anew with a fifth', () => {
    const four = [atom(0), atom(1), atom(2), atom(2, 1, 0, 0)].reduce(togglePick, [] as readonly PickedAtom[]);
    expect(four.map(({ site }) => site)).toEqual([0, 1, 2, 2]);
    expect(togglePick(four, atom(1)).map(({ site }) => site)).toEqual([0, 2, 2]);
    expect(togglePick(four, atom(0, 1, 0, 0))).toEqual([atom(0, 1, 0, 0)]);
  });
});

describe('measuring', () => {
  it('takes the cell in which an atom lies into account', () => {
    expect(distanceOf(rockSalt, atom(0), atom(2))).toBeCloseTo(2.1);
    expect(distanceOf(rockSalt, atom(0), atom(2, 1, 0, 0))).toBeCloseTo(6.3);
  });

  it('gives the angle at the second atom', () => {
    expect(angleOf(rockSalt, atom(2), atom(0), atom(1))).toBeCloseTo(45);
    expect(angleOf(rockSalt, atom(0), atom(2), atom(0, 1, 0, 0))).toBeCloseTo(180);
  });
});

describe('dihedralOf', () => {
  const corners: ViewerStructure = {
    ...rockSalt,
    symbols: ['H', 'O', 'O', 'H', 'H'],
    fracCoords: [
      [0.2, 0, 0],
      [0, 0, 0],
      [0, 0, 0.3],
      [0, 0.2, 0.3],
      [0, 0, 0.6],
    ],
  };
  // Seen along z from below, x to the right: y lies a quarter turn clockwise of x.
  it('is a quarter turn, with a sign that does not depend on the end one begins at', () => {
    expect(dihedralOf(corners, atom(0), atom(1), atom(2), atom(3))).toBeCloseTo(90);
    expect(dihedralOf(corners, atom(3), atom(2), atom(1), atom(0))).toBeCloseTo(90);
  });

  it('is none where three lie on a line', () => expect(dihedralOf(corners, atom(0), atom(1), atom(2), atom(4))).toBeNaN());
});

describe('colorKeys', () => {
  const site = (orbit: number, wyckoffLetter: string) => ({ orbit, wyckoffLetter, multiplicity: 4, siteSymmetry: 'm-3m' });

  it('gives sites of one orbit one color, and of two orbits two, even of one element', () => {
    const keys = colorKeys({ ...rockSalt, sites: [site(0, 'a'), site(1, 'c'), site(2, 'b')] }, 'Wyckoff');
    expect(keys.map(({ wyckoff }) => wyckoff)).toEqual(['4a', '4c', '4b']);
    expect(new Set(keys.map(({ color }) => color)).size).toBe(3);
    const merged = colorKeys({ ...rockSalt, sites: [site(0, 'a'), site(0, 'a'), site(2, 'b')] }, 'Wyckoff');
    expect(merged[0]).toBe(merged[1]);
  });

  it('falls back on the elements where no orbits are known', () => {
    const keys = colorKeys(rockSalt, 'Wyckoff');
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]?.wyckoff).toBeNull();
  });
});

describe('the view in the address', () => {
  it('comes back as it went', () => {
    const text = textFromView({ orientation: [0.1, -0.2, 0.3, 0.927], zoom: 1.5 });
    expect(viewFromText(text)?.zoom).toBe(1.5);
    expect(viewFromText(text)?.orientation[1]).toBeCloseTo(-0.2, 3);
  });

  it.each([null, '', '1,2,3', '0,0,0,0,1', '0,0,0,1,-2', '0,0,0,1,1,1', 'a,b,c,d,e'])('refuses %s', (text) => {
    expect(viewFromText(text)).toBeNull();
  });
});
