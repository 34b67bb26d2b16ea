import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { describe, expect, it } from 'vitest';
import { ModelContractViolatedError } from '../model-errors.js';
import { encodeNeighborSlots, type NeighborSlots } from './neighbor-slots.js';

const CUTOFF = 5;
const crystal = (vectors: Mat3, atomicNumbers: number[], fracCoords: Vec3[]): Structure => createStructure({ vectors }, atomicNumbers, fracCoords);
const cube = (a: number): Mat3 => [[a, 0, 0], [0, a, 0], [0, 0, a]]; // prettier-ignore
const SHEARED = crystal([[4.1, 0, 0], [1.3, 3.9, 0], [-0.7, 1.1, 5.2]], [22, 8, 8], [[0.02, 0, 0.1], [0.5, 0.45, 0.1], [0.1, 0.4, 0.6]]); // prettier-ignore
const LONE = crystal(cube(20), [11], [[0.5, 0.5, 0.5]]);
const encode = (...structures: Structure[]): NeighborSlots => encodeNeighborSlots(packStructures(structures), CUTOFF);

const slotsOf = ({ neighbors, slotCount }: NeighborSlots) =>
  Array.from(neighbors, (neighbor, slot) => ({ slot, center: Math.floor(slot / slotCount), neighbor }));

describe('encodeNeighborSlots', () => {
  it('has a slot for each neighbor and one row for each distance', () => {
    // simple cubic, 2.9 Å, within 5 Å: 6 neighbors at a, 12 at √2 a; 8 at √3 a lie at 5.02 Å
    const { slotCount, distances, distanceIndex } = encode(crystal(cube(2.9), [83], [[0.1, 0.2, 0.3]]));
    expect(slotCount).toBe(18);
    expect(Array.from(distances)).toEqual([CUTOFF, 2.9, 2.9 * Math.SQRT2].map(Math.fround));
    expect(Array.from(distanceIndex).sort()).toEqual([...Array<number>(6).fill(1), ...Array<number>(12).fill(2)]);
  });

  it('gives every edge the slot of the edge back', () => {
    const graph = encode(SHEARED, LONE, SHEARED);
    const { slots, opposites, directions, distanceIndex } = graph;
    const all = slotsOf(graph);
    expect(slots.length).toBeGreaterThan(100);
    for (const slot of slots) {
      const back = opposites[slot];
      expect(opposites[back]).toBe(slot);
      expect([all[back]?.center, all[back]?.neighbor]).toEqual([all[slot]?.neighbor, all[slot]?.center]);
      expect(distanceIndex[back]).toBe(distanceIndex[slot]);
      for (let axis = 0; axis < 3; axis++) expect(directions[3 * back + axis]).toBeCloseTo(-directions[3 * slot + axis], 12);
    }
  });

  it('leaves empty slots at the cutoff, leading to themselves', () => {
    const { slots, slotCount, opposites, distanceIndex, distances } = encode(SHEARED, LONE);
    const lone = Array.from({ length: slotCount }, (_, k) => 3 * slotCount + k);
    expect(lone.filter((slot) => slots.includes(slot))).toEqual([]);
    expect(lone.map((slot) => opposites[slot])).toEqual(lone);
    expect(lone.map((slot) => distances[distanceIndex[slot]])).toEqual(lone.map(() => CUTOFF));
    expect(encode(LONE).slotCount).toBe(1);
  });

  it('keeps structures of a batch apart', () => {
    const graph = encode(SHEARED, SHEARED);
    expect(slotsOf(graph).filter(({ slot, center, neighbor }) => graph.slots.includes(slot) && center < 3 !== neighbor < 3)).toEqual([]);
  });

  it('gives the same from used buffers', () => {
    const buffers = createNeighborBuffers(0);
    encodeNeighborSlots(packStructures([SHEARED, SHEARED]), CUTOFF, buffers);
    expect(encodeNeighborSlots(packStructures([SHEARED]), CUTOFF, buffers)).toEqual(encode(SHEARED));
  });

  it('refuses two atoms on one place', () => {
    expect(() => encode(crystal(cube(4), [11, 17], [[0.5, 0.5, 0.5], [0.5, 0.5, 0.5]]))).toThrow(ModelContractViolatedError); // prettier-ignore
  });
});
