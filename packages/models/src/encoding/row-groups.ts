/** Sums over rows as tables of equal width: rows of one key in groups of a fixed size, then the groups of each target, both filled up with zeros. */

export interface RowGroups {
  readonly size: number;
  /** (nGroups × size), rows; group 0 has row 0 alone, which must be a row of zeros. */
  readonly rows: Int32Array;
  /** (nGroups), the key that the rows of a group have in common; −1 for group 0. */
  readonly keys: Int32Array;
}

/** A larger group saves work at the sums of groups, a smaller one is less often half empty; this is what a group costs, in rows. */
const GROUP_COST = 2;
const LARGEST_GROUP = 16;

/** @param keys (nRows), from 0; −1 for rows that belong nowhere */
export function groupRows(keys: Int32Array, keyCount: number): RowGroups {
  const starts = new Int32Array(keyCount + 1);
  for (const key of keys) if (key >= 0) starts[key + 1]++;
  const size = bestGroupSize(starts);
  let groupCount = 1;
  const next = new Int32Array(keyCount);
  for (let key = 0; key < keyCount; key++) {
    next[key] = groupCount * size;
    groupCount += Math.ceil(starts[key + 1] / size);
  }
  const rows = new Int32Array(groupCount * size);
  const groupKeys = new Int32Array(groupCount).fill(-1);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row];
    if (key < 0) continue;
    const at = next[key]++;
    rows[at] = row;
    groupKeys[Math.floor(at / size)] = key;
  }
  return { size, rows, keys: groupKeys };
}

/** @param degrees rows of each key, behind a first element that says nothing */
function bestGroupSize(degrees: Int32Array): number {
  const histogram: number[] = [];
  for (let k = 1; k < degrees.length; k++) histogram[degrees[k]] = (histogram[degrees[k]] ?? 0) + 1;
  let best = 1;
  let lowest = Infinity;
  for (let size = 1; size <= LARGEST_GROUP; size++) {
    let cost = 0;
    histogram.forEach((count, degree) => (cost += count * Math.ceil(degree / size) * (size + GROUP_COST)));
    if (cost < lowest) [best, lowest] = [size, cost];
  }
  return best;
}

export interface GroupTable {
  readonly width: number;
  /** (nTargets × width), groups; 0 where there are no more. */
  readonly groups: Int32Array;
}

/** @param targets (nGroups), −1 for groups that belong nowhere */
export function tableOfGroups(targets: Int32Array, targetCount: number): GroupTable {
  const degrees = new Int32Array(targetCount);
  let width = 1;
  for (const target of targets) if (target >= 0) width = Math.max(width, ++degrees[target]);
  const groups = new Int32Array(targetCount * width);
  for (let group = targets.length - 1; group >= 0; group--) {
    const target = targets[group];
    if (target >= 0) groups[target * width + --degrees[target]] = group;
  }
  return { width, groups };
}
