import type { Structure } from '../../crystal/structure.js';
import { findLayer, isolateLayer, layerAlong } from './find-layer.js';

/** Å between layers while atoms come and go: as near as those of crystals, so that places with room and volumes per atom are what they are elsewhere. */
const BETWEEN_LAYERS = 3;

/** Change a layer as one of a dense stack, and set it apart again. @param change keeps the axes of the cell @param vacuum of the result, Å @returns null where `change` does */
export function changeInStack(structure: Structure, vacuum: number, change: (stack: Structure) => Structure | null): Structure | null {
  const changed = change(isolateLayer(structure, findLayer(structure), BETWEEN_LAYERS));
  return changed === null ? null : isolateLayer(changed, layerAlong(changed, 2), vacuum);
}
