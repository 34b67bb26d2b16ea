import { atomCount } from '../../composition/reduce-composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { generateSymmetricCrystals } from '../../prediction/generation/symmetric/generate-symmetric-crystals.js';
import { broadLatticeShapes, type DrawLatticeShape, type LatticeShape } from '../../prediction/generation/symmetric/lattice-shape.js';
import { SPACE_GROUPS } from '../../symmetry/assert-space-group.js';
import { centering } from '../../symmetry/centering.js';
import { unitBounds } from '../constraints/unit-bounds.js';
import type { RandomCrystalRequest } from '../population/draw-random-crystal.js';
import type { LayerLimits } from '../search-types.js';
import { isolateLayer, layerAlong, type Layer } from './find-layer.js';
import { layerAxesOf, type LayerAxis } from './layer-axes.js';

/** Draws of a space group; those that no layer has room in cost next to nothing. */
const MOST_GROUPS = 400;
const TRIES_PER_GROUP = 24;
/** Periods of the stack that is drawn and taken apart, Å: from flat layers to those as thick as allowed, with what lies between layers. */
const SHORTEST_PERIOD = 2.2;
const BETWEEN_LAYERS = 3;
/** Fraction of the period. */
const ON_PLANE = 1e-6;

/**
 * Random layers of one number of formula units in one group and orientation of a layer, all uniform: the generator of the prediction makes a crystal of a few Å
 * along the axis, as dense as crystals of the composition are, which is taken for a stack and one layer of it isolated. The symmetry of the layer stays.
 * @param count wanted @returns none where no group has room for a layer that thin
 */
export function drawLayers(
  { composition, constraints, volumePerAtom, geometry }: Omit<RandomCrystalRequest, 'likely'>,
  limits: LayerLimits,
  count: number,
  rng: Rng,
): Structure[] {
  const atoms = atomCount(composition);
  const [least, most] = unitBounds(atoms, constraints);
  if (most < least) return [];
  const orientations = (constraints.spaceGroups ?? SPACE_GROUPS).flatMap((spaceGroup) =>
    layerAxesOf(spaceGroup).map((axis) => ({ spaceGroup, axis })),
  );
  for (let draw = 0; draw < MOST_GROUPS && orientations.length > 0; draw++) {
    const formulaUnits = least + rng.integer(most - least + 1);
    const { spaceGroup, axis } = orientations[rng.integer(orientations.length)];
    const volume = formulaUnits * atoms * volumePerAtom * centering(spaceGroup).latticePoints.length;
    const drawShape = shapesOfPeriod(broadLatticeShapes(spaceGroup), axis, volume, limits.thickness);
    const request = { composition, formulaUnits, spaceGroup, assignments: null, letterWeights: null, volumePerAtom, count, geometry, rng };
    const { crystals } = generateSymmetricCrystals(request, { triesPerCrystal: TRIES_PER_GROUP, drawShape });
    const layers = crystals.flatMap(({ structure }) =>
      layersOf(structure, axis)
        .filter(({ thickness }) => thickness <= limits.thickness)
        .map((layer) => isolateLayer(structure, layer, limits.vacuum)),
    );
    if (layers.length > 0) return layers;
  }
  return [];
}

/**
 * One layer of the stack; where operations turn it round it ends at one of the two planes that they keep, that with the wider gap.
 * @returns none where sites lie on both: they would belong to two layers
 */
function layersOf(structure: Structure, { axis, plane }: LayerAxis): Layer[] {
  if (plane === null) return [layerAlong(structure, axis)];
  const heights = structure.fracCoords.map((at) => at[axis]);
  const cuts = [plane, plane + 0.5].filter((cut) => heights.every((x) => Math.abs(x - cut - Math.round(x - cut)) > ON_PLANE));
  return cuts
    .map((cut) => layerAlong(structure, axis, cut))
    .sort((one, other) => other.gap - one.gap)
    .slice(0, 1);
}

/** Shapes whose axis has a period drawn for it. @param volume of the conventional cell, Å³ */
const shapesOfPeriod =
  (drawShape: DrawLatticeShape, { conventionalAxis }: LayerAxis, volume: number, thickness: number): DrawLatticeShape =>
  (rng) => {
    const shape = drawShape(rng);
    const period = SHORTEST_PERIOD + rng.uniform() * (thickness + BETWEEN_LAYERS - SHORTEST_PERIOD);
    const edge = Math.cbrt(volume / volumeAtUnitA(shape)) * [1, shape.bOverA, shape.cOverA][conventionalAxis];
    // the other two edges shrink by the root of what this one grows by
    const growth = (period / edge) ** 1.5;
    if (conventionalAxis === 0) return { ...shape, bOverA: shape.bOverA / growth, cOverA: shape.cOverA / growth };
    return conventionalAxis === 1 ? { ...shape, bOverA: shape.bOverA * growth } : { ...shape, cOverA: shape.cOverA * growth };
  };

/** Of a cell whose first edge is 1. Angles that close no cell, which the generator refuses, count as nearly flat. */
function volumeAtUnitA({ bOverA, cOverA, alpha, beta, gamma }: LatticeShape): number {
  const [x, y, z] = [alpha, beta, gamma].map((degrees) => Math.cos((degrees * Math.PI) / 180));
  return bOverA * cOverA * Math.sqrt(Math.max(1e-3, 1 - x * x - y * y - z * z + 2 * x * y * z));
}
