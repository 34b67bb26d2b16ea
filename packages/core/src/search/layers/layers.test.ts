import { describe, expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { latticeFromParameters, latticeVolume } from '../../crystal/lattice.js';
import { minimumDistance } from '../../crystal/minimum-distance.js';
import { createStructure } from '../../crystal/structure.js';
import { forkRng } from '../../numerics/rng.js';
import { SPACE_GROUPS } from '../../symmetry/assert-space-group.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { heredity } from '../operators/heredity.js';
import { addition, removal } from '../operators/change-composition.js';
import { changeInStack } from './change-in-stack.js';
import { drawLayers } from './draw-layers.js';
import { asLayer, findLayer, isolateLayer } from './find-layer.js';
import { layerAxesOf } from './layer-axes.js';

const graphite = createStructure(
  latticeFromParameters({ a: 2.46, b: 2.46, c: 6.7, alpha: 90, beta: 90, gamma: 120 }),
  [6, 6, 6, 6],
  [
    [0, 0, 0.25],
    [0, 0, 0.75],
    [1 / 3, 2 / 3, 0.25],
    [2 / 3, 1 / 3, 0.75],
  ],
);

describe('axes of layers', () => {
  it('are those of the layer groups of International Tables E: none with screws or glides along the axis, nothing cubic, no body or face centering', () => {
    const axesOf = (group: number) =>
      layerAxesOf(group)
        .map(({ conventionalAxis }) => 'abc'[conventionalAxis])
        .join('');
    // P1, P-1: every axis; P2 and Pm: along and across; P2_1: across alone; Pmmm: every one; Pnnn: none; Pban: c alone; P4: c; P4_1: none; P-6m2: c; Cmmm: c
    expect([1, 2, 3, 6, 4, 47, 48, 50, 75, 76, 187, 65].map(axesOf)).toEqual(['abc', 'abc', 'abc', 'abc', 'ac', 'abc', '', 'c', 'c', '', 'c', 'c']);
    for (let group = 195; group <= 230; group++) expect(layerAxesOf(group)).toEqual([]);
    for (const group of [22, 23, 42, 43, 44, 69, 70, 71, 79, 107, 139, 146, 166]) expect(layerAxesOf(group)).toEqual([]);
  });

  it('belong to 80 layer groups, of which triclinic and some monoclinic and orthorhombic ones share a space group', () => {
    const groups = SPACE_GROUPS.filter((group) => layerAxesOf(group).length > 0);
    // 2 triclinic; tetragonal 49 to 64, trigonal and hexagonal 65 to 80 are one to one with space groups
    expect(groups.filter((group) => group >= 75)).toHaveLength(32);
    expect(groups.filter((group) => group < 3)).toEqual([1, 2]);
  });
});

describe('a layer', () => {
  it('is found as a stack along its normal and isolated with the symmetry of the layer', () => {
    const stack = findLayer(graphite);
    expect([stack.axis, stack.thickness, stack.gap].map((x) => Number(x.toFixed(6)))).toEqual([2, 3.35, 3.35]);
    const one = createStructure(graphite.lattice, [6, 6], [graphite.fracCoords[0], graphite.fracCoords[2]]);
    const graphene = isolateLayer(one, findLayer(one), 15);
    expect(findSymmetry(graphene, 0.01).spaceGroup.number).toBe(191);
    expect(latticeVolume(graphene.lattice) / 15).toBeCloseTo(latticeVolume(graphite.lattice) / 6.7, 9);
    expect(minimumDistance(graphene)).toBeCloseTo(2.46 / Math.sqrt(3), 9);
  });

  it('keeps distances within the layer where the axis is oblique and the layer crosses the cell', () => {
    const oblique = createStructure(
      latticeFromParameters({ a: 3.1, b: 4.2, c: 14, alpha: 80, beta: 103, gamma: 96 }),
      [42, 16, 16],
      [
        [0.1, 0.2, 0.02],
        [0.5, 0.4, 0.95],
        [0.6, 0.9, 0.1],
      ],
    );
    const isolated = asLayer(oblique, { thickness: 4, vacuum: 12 });
    expect(isolated).not.toBeNull();
    expect(minimumDistance(isolated!)).toBeCloseTo(minimumDistance(oblique), 9);
    expect(findLayer(isolated!).gap).toBeCloseTo(12, 9);
    expect(asLayer(isolated!, { thickness: 4, vacuum: 12 })!.fracCoords.flat()).toEqual(isolated!.fracCoords.flat().map((x) => expect.closeTo(x, 9)));
    expect(asLayer(oblique, { thickness: 1.5, vacuum: 12 })).toBeNull();
    expect(asLayer(graphite, { thickness: 4, vacuum: 12 })).toBeNull();
  });
});

it('random layers keep the operations of their group and orientation, the thickness and the composition', () => {
  const limits = { thickness: 4, vacuum: 12 };
  const rng = forkRng('layers');
  for (const [spaceGroup, ofLattice] of [
    [47, 8],
    [187, 12],
    [164, 12],
    [25, 4],
    [14, 4],
    [2, 2],
  ] as const) {
    const wanted = {
      composition: parseFormula('MoS2'),
      constraints: { minAtoms: 1, maxAtoms: 12, spaceGroups: [spaceGroup] },
      volumePerAtom: 18,
      geometry: null,
    };
    const drawn = Array.from({ length: 6 }, () => drawLayers(wanted, limits, 4, rng)).flat();
    expect(drawn.length, `${spaceGroup}`).toBeGreaterThan(0);
    for (const layer of drawn) {
      const { thickness, gap } = findLayer(layer);
      expect(thickness).toBeLessThanOrEqual(4);
      expect(gap).toBeCloseTo(12, 6);
      expect(layer.atomicNumbers.filter((z) => z === 16)).toHaveLength(2 * layer.atomicNumbers.filter((z) => z === 42).length);
      const { operations } = findSymmetry(layer, 1e-3);
      expect(operations.length, `${spaceGroup}`).toBeGreaterThanOrEqual(ofLattice);
    }
  }
});

it('atoms come to a layer and leave it within the layer, never into the vacuum', () => {
  const rng = forkRng('stack');
  const limits = { thickness: 4, vacuum: 12 };
  const wanted = {
    composition: parseFormula('MoS2'),
    constraints: { minAtoms: 6, maxAtoms: 6, spaceGroups: null },
    volumePerAtom: 18,
    geometry: null,
  };
  const [layer] = drawLayers(wanted, limits, 1, rng);
  for (let k = 0; k < 10; k++) {
    const grown = changeInStack(layer!, limits.vacuum, (stack) => addition(stack, [16, 42], rng));
    expect(grown!.atomicNumbers.length).toBeGreaterThan(6);
    expect(findLayer(grown!).gap).toBeCloseTo(limits.vacuum, 6);
    expect(findLayer(grown!).thickness).toBeLessThan(limits.thickness + 3);
    const shrunk = changeInStack(layer!, limits.vacuum, (stack) => removal(stack, rng));
    expect(shrunk!.atomicNumbers.length).toBeLessThan(6);
    expect(asLayer(shrunk!, limits)).not.toBeNull();
  }
  expect(changeInStack(layer!, limits.vacuum, () => null)).toBeNull();
});

it('spliced layers are cut across: the vacuum stays', () => {
  const rng = forkRng('splice');
  const wanted = {
    composition: parseFormula('MoS2'),
    constraints: { minAtoms: 6, maxAtoms: 6, spaceGroups: null },
    volumePerAtom: 18,
    geometry: null,
  };
  const parents = Array.from({ length: 12 }, () => drawLayers(wanted, { thickness: 4, vacuum: 12 }, 1, rng)).flat();
  const children = parents.slice(1).flatMap((parent, k) => heredity([parents[k], parent], true, rng, [], true) ?? []);
  expect(children.length).toBeGreaterThan(3);
  for (const child of children) expect(findLayer(child).gap).toBeGreaterThan(0.6 * 12);
});
