import { expect, it } from 'vitest';
import '../../../test/load-symmetry.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { makeSupercell } from '../../crystal/supercell.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import type { Individual, Outcome, Phase } from '../search-types.js';
import { placeInArchive } from './place-in-archive.js';

const rockSalt = (a: number, elements: readonly [number, number] = [11, 17]): Structure =>
  createStructure(
    {
      vectors: [
        [0, a / 2, a / 2],
        [a / 2, 0, a / 2],
        [a / 2, a / 2, 0],
      ],
    },
    elements,
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
const CESIUM_CHLORIDE = createStructure(
  {
    vectors: [
      [3.3, 0, 0],
      [0, 3.3, 0],
      [0, 0, 3.3],
    ],
  },
  [11, 17],
  [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
);

/** Archive after all of these, in order. */
function archive(...newcomers: readonly (readonly [Structure, number])[]): readonly Phase[] {
  const individuals: Individual[] = [];
  return newcomers.reduce<readonly Phase[]>((phases, [structure, energyPerAtom], id) => {
    const spaceGroup = findSymmetry(structure).spaceGroup.number;
    const outcome: Outcome = {
      structure,
      energyPerAtom,
      enthalpyPerAtom: energyPerAtom,
      maxForce: 0,
      steps: 1,
      stopReason: 'converged',
      spaceGroup,
      verdict: 'new',
      phase: null,
    };
    individuals.push({ id, generation: 0, operator: 'random', parents: [], start: structure, discarded: {}, poolPlace: null, outcome });
    return placeInArchive(phases, individuals, outcome, id, id).phases;
  }, []);
}

it('joins what repeats a phase, and lets the cell with fewer sites stand for it', () => {
  const doubled = makeSupercell(rockSalt(5.64), [
    [2, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  const [phase, ...others] = archive([doubled, -3.4], [rockSalt(5.64), -3.4001]);
  expect(others).toEqual([]);
  expect(phase).toMatchObject({ members: 2, individual: 1, enthalpyPerAtom: -3.4001 });
});

it('keeps the lower one where enthalpies differ, and founds a phase where they differ by more than relaxations do', () => {
  const [lower] = archive([rockSalt(5.64), -3.4], [rockSalt(5.66), -3.397]);
  expect(lower).toMatchObject({ members: 2, individual: 0 });
  const phases = archive([rockSalt(5.64), -3.4], [rockSalt(5.9), -3.3]);
  expect(phases.map(({ niche }) => niche)).toEqual([0, 0]);
});

it('knows structures and compositions apart', () => {
  const phases = archive([rockSalt(5.64), -3.4], [CESIUM_CHLORIDE, -3.4], [rockSalt(6.3, [19, 17]), -3.4]);
  expect(phases.map(({ niche, members }) => [niche, members])).toEqual([
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
});
