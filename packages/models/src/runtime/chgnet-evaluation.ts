import { forcesAndVirials } from '../encoding/chgnet-forces.js';
import { CHGNET_ATOM_CUTOFF, CHGNET_BOND_CUTOFF, CHGNET_ENCODER, encodeChgnetGraph } from '../encoding/chgnet-graph.js';
import { ModelFileInvalidError } from '../model-errors.js';
import { floatTensor, intTensor, type GraphEncoder } from './graph-evaluation.js';
import { Tensor } from 'onnxruntime-node';

/** Distances and angles, orbits of them where a symmetry is given (`encoding/chgnet-graph.ts`). */
export const chgnetEncoder: GraphEncoder = {
  ...CHGNET_ENCODER,
  cutoffOf: ({ id, cutoffs }) => {
    if (cutoffs.atom !== CHGNET_ATOM_CUTOFF || cutoffs.bond !== CHGNET_BOND_CUTOFF) {
      throw new ModelFileInvalidError(
        `${id.name} ${id.version} has cutoffs ${JSON.stringify(cutoffs)} Å; its encoder has atom ${CHGNET_ATOM_CUTOFF}, bond ${CHGNET_BOND_CUTOFF}`,
      );
    }
    return CHGNET_ATOM_CUTOFF;
  },
  evaluate: async (batch, run, _, buffers) => {
    const graph = encodeChgnetGraph(batch, buffers);
    const table = (data: Int32Array, width: number): Tensor => intTensor(data, data.length / width, width);
    const output = await run({
      atomic_numbers: intTensor(graph.atomicNumbers),
      atom_counts: floatTensor(graph.atomCounts),
      distances: floatTensor(graph.distances),
      edge_index: table(graph.edgeIndex, graph.distances.length),
      edge_counts: floatTensor(graph.edgeCounts),
      bond_count: new Tensor('int64', BigInt64Array.of(BigInt(graph.bondCount)), [1]),
      angles: floatTensor(graph.angles),
      angle_index: table(graph.angleIndex, graph.angles.length),
      angle_center: intTensor(graph.angleCenter),
      angle_counts: floatTensor(graph.angleCounts),
      edge_groups: table(graph.edgeGroups.rows, graph.edgeGroups.size),
      atom_edge_groups: table(graph.atomEdgeGroups.groups, graph.atomEdgeGroups.width),
      angle_groups: table(graph.angleGroups.rows, graph.angleGroups.size),
      bond_angle_groups: table(graph.bondAngleGroups.groups, graph.bondAngleGroups.width),
      atom_angle_groups: table(graph.atomAngleGroups.groups, graph.atomAngleGroups.width),
    });
    const [siteEnergies, moments] = [output('site_energies'), output('magnetic_moments')];
    return {
      siteEnergies: Float64Array.from(graph.atomRows, (row) => siteEnergies[row]),
      magneticMoments: Float64Array.from(graph.atomRows, (row) => moments[row]),
      ...forcesAndVirials(batch, graph, output('distance_gradients'), output('angle_gradients')),
    };
  },
};
