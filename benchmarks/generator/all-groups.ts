import type { Composition } from '@kessho/core/composition/composition';
import { forkRng } from '@kessho/core/numerics/rng';
import { generateSymmetricCrystals } from '@kessho/core/prediction/generation/symmetric/generate-symmetric-crystals';
import type { GeometryModel } from '@kessho/core/prediction/generation/symmetric/geometry-model';
import { assignmentSpace } from '@kessho/core/symmetry/assignment-space';

/** Lanthanum oxide, whose crystal has 5 atoms: oxygen and lanthanum at its volume, Å³ per atom. */
const ELEMENTS = [8, 57];
const VOLUME_PER_ATOM = 16.5;
/** Crystals for each call of the generator, as for one draw of a prediction. */
const PORTION = 100;

interface Rate {
  readonly spaceGroup: number;
  readonly composition: string;
  readonly atoms: number;
  /** Valid crystals a second of CPU time. */
  readonly perSecond: number;
  readonly latticesPerCrystal: number;
}

/**
 * Crystals a second in each of the 230 groups, for compositions of about `atoms` atoms that fit it.
 * @param seconds CPU time for each group
 */
export function measureAllGroups(atoms: number, required: number, seconds: number, seed: string, geometry: GeometryModel): unknown {
  const rates: Rate[] = [];
  const cannotHold: number[] = [];
  const none: string[] = [];
  warmUp(atoms, seconds, seed, geometry);
  for (let group = 1; group <= 230; group++) {
    const counts = fittingCounts(group, atoms);
    if (counts === null) {
      cannotHold.push(group);
      continue;
    }
    const rate = measureGroup(group, counts, seconds, seed, geometry);
    if (rate.perSecond > 0) rates.push(rate);
    else none.push(`${group} with ${rate.composition}`);
  }
  const slowest = rates.toSorted((p, q) => p.perSecond - q.perSecond);
  return {
    atoms,
    required,
    groups: rates.length,
    cannotHold,
    none,
    reachRequired: rates.filter(({ perSecond }) => perSecond >= required).length,
    median: slowest[Math.floor(slowest.length / 2)]?.perSecond,
    slowest: slowest.slice(0, 20),
  };
}

/** Until the compiler knows the way: the first groups are no slower than the others. */
function warmUp(atoms: number, seconds: number, seed: string, geometry: GeometryModel): void {
  for (const group of [2, 16, 38, 47, 139, 166, 225]) {
    const counts = fittingCounts(group, atoms);
    if (counts !== null) measureGroup(group, counts, seconds, seed, geometry);
  }
}

/** Atoms of the two elements in the primitive cell: as near to `atoms` in all as the group allows, within a fifth of it, and to three of the first on two of the second. */
function fittingCounts(group: number, atoms: number): number[] | null {
  const reach = Math.max(1, Math.floor(atoms / 5));
  const totals = Array.from({ length: 2 * reach + 1 }, (_, i) => atoms + (i % 2 === 0 ? -1 : 1) * Math.ceil(i / 2));
  for (const total of totals) {
    const firsts = Array.from({ length: total - 1 }, (_, i) => i + 1).sort((p, q) => Math.abs(p - 0.6 * total) - Math.abs(q - 0.6 * total));
    for (const first of firsts) {
      const counts = [first, total - first];
      if (assignmentSpace(group, { atomicNumbers: ELEMENTS, counts }, null).impossibleBecause === null) return counts;
    }
  }
  return null;
}

function measureGroup(group: number, counts: readonly number[], seconds: number, seed: string, geometry: GeometryModel): Rate {
  const composition: Composition = { atomicNumbers: ELEMENTS, counts };
  const generate = (portion: number): ReturnType<typeof generateSymmetricCrystals> =>
    generateSymmetricCrystals({
      composition,
      formulaUnits: 1,
      spaceGroup: group,
      assignments: null,
      letterWeights: null,
      volumePerAtom: VOLUME_PER_ATOM,
      count: PORTION,
      geometry,
      rng: forkRng(seed, 'all-groups', group, portion),
    });
  generate(-1);
  let [crystals, tries, spent] = [0, 0, 0];
  const start = cpuSeconds();
  for (let portion = 0; spent < seconds; portion++) {
    const report = generate(portion);
    crystals += report.crystals.length;
    tries += report.tries;
    spent = cpuSeconds() - start;
  }
  return {
    spaceGroup: group,
    composition: `O${counts[0]} La${counts[1]}`,
    atoms: (counts[0] as number) + (counts[1] as number),
    perSecond: Math.round(crystals / spent),
    latticesPerCrystal: Number((tries / crystals).toPrecision(3)),
  };
}

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
