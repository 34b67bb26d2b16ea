import { centering } from '../../symmetry/centering.js';
import { operationsOf } from '../../symmetry/operations-of.js';

/** How a space group holds the symmetry of a layer: what its operations do to one axis leaves the layers of a stack where they are. */
export interface LayerAxis {
  /** Of the primitive cell of `centering(…).primitiveMatrix`; it is this axis of the conventional cell, too. */
  readonly axis: 0 | 1 | 2;
  readonly conventionalAxis: 0 | 1 | 2;
  /** Fractional height of a plane that the operations keep, which a layer may lie about; another lies half an axis above. Null where every plane is kept. */
  readonly plane: number | null;
}

const AXES = [0, 1, 2] as const;
const found = new Map<number, readonly LayerAxis[]>();

/**
 * Axes of a space group along which its cell may be a stack of layers: no operation mixes the axis with the others or moves along it, and those that turn it
 * round do so about one plane. The 80 layer groups (International Tables E, 2010) are the groups that have such an axis, in all their orientations.
 * @throws {InvalidSpaceGroupError} outside of 1–230
 */
export function layerAxesOf(spaceGroup: number): readonly LayerAxis[] {
  let axes = found.get(spaceGroup);
  if (axes === undefined) found.set(spaceGroup, (axes = findLayerAxes(spaceGroup)));
  return axes;
}

function findLayerAxes(spaceGroup: number): LayerAxis[] {
  const operations = operationsOf(spaceGroup);
  const { primitiveMatrix } = centering(spaceGroup);
  return AXES.flatMap((k): LayerAxis[] => {
    const others = AXES.filter((other) => other !== k);
    const isApart = operations.every(({ rotation }) => others.every((other) => rotation[k][other] === 0 && rotation[other][k] === 0));
    const turned = operations.filter(({ rotation }) => rotation[k][k] === -1).map(({ translation }) => translation[k]);
    const isStill = operations.every(({ rotation, translation }) => rotation[k][k] === -1 || translation[k] === 0);
    if (!isApart || !isStill || new Set(turned).size > 1) return [];
    const axis = AXES.find((row) => primitiveMatrix[row][k] === 1);
    return axis === undefined ? [] : [{ axis, conventionalAxis: k, plane: turned.length === 0 ? null : turned[0] / 2 }];
  });
}
