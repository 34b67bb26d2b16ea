import { encodeNeighborSlots, NEIGHBOR_SLOTS_ENCODER } from '../encoding/neighbor-slots.js';
import { slotForcesAndVirials } from '../encoding/slot-forces.js';
import { ModelFileInvalidError } from '../model-errors.js';
import { floatTensor, intTensor, type GraphEncoder } from './graph-evaluation.js';

/** Directed edges in slots (`encoding/neighbor-slots.ts`), for any potential of one cutoff. */
export const neighborSlotsEncoder: GraphEncoder = {
  ...NEIGHBOR_SLOTS_ENCODER,
  cutoffOf: ({ id, cutoffs }) => {
    const { atom } = cutoffs;
    if (Object.keys(cutoffs).length !== 1 || atom === undefined || !(atom > 0 && atom <= 20))
      throw new ModelFileInvalidError(`${id.name} ${id.version} has cutoffs ${JSON.stringify(cutoffs)} Å; its encoder takes one, atom, of up to 20 Å`);
    return atom;
  },
  evaluate: async (batch, run, cutoff, buffers) => {
    const graph = encodeNeighborSlots(batch, cutoff, buffers);
    const slots = (data: Int32Array) => intTensor(data, data.length / graph.slotCount, graph.slotCount);
    const output = await run({
      atomic_numbers: intTensor(graph.atomicNumbers),
      distances: floatTensor(graph.distances),
      directions: floatTensor(graph.directions, graph.directions.length / 3, 3),
      neighbors: slots(graph.neighbors),
      opposites: slots(graph.opposites),
      distance_index: slots(graph.distanceIndex),
    });
    return {
      siteEnergies: Float64Array.from(output('site_energies')),
      magneticMoments: null,
      ...slotForcesAndVirials(batch, graph, output('distance_gradients'), output('direction_gradients')),
    };
  },
};
