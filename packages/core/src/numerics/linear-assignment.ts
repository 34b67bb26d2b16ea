/**
 * Pair n rows with n columns at the least total cost.
 *
 * Where every row's cheapest column is a different one, that is the answer. Else shortest augmenting paths with dual variables:
 * R. Jonker, A. Volgenant, Computing 38, 325 (1987), doi:10.1007/BF02278710, in the form of D. F. Crouse, IEEE Trans. Aerosp. Electron. Syst. 52,
 * 1679 (2016), doi:10.1109/TAES.2016.140952. Among columns equally far the free one goes first, as in SciPy's `linear_sum_assignment`.
 *
 * @param costs (size × size), row-major, finite
 * @param output (size), overwritten and returned if given
 * @param workspace for problems of this size or larger, so that many can be solved without allocation
 * @returns `columnOf[row]`, a permutation
 */
export function solveLinearAssignment(costs: Float64Array, size: number, output?: Int32Array, workspace?: AssignmentWorkspace): Int32Array {
  const columnOf = output ?? new Int32Array(size);
  if (assignCheapest(costs, size, columnOf)) return columnOf;
  const { rowOf, previousRow, open, rowPotentials, columnPotentials, lengths } = workspace ?? createAssignmentWorkspace(size);
  columnOf.fill(-1, 0, size);
  rowOf.fill(-1, 0, size);
  rowPotentials.fill(0, 0, size);
  columnPotentials.fill(0, 0, size);

  for (let start = 0; start < size; start++) {
    lengths.fill(Infinity, 0, size);
    for (let k = 0; k < size; k++) open[k] = size - 1 - k;
    let openCount = size;
    let row = start;
    let reached = 0;
    let sink = -1;
    while (sink < 0) {
      let nearest = -1;
      let shortest = Infinity;
      for (let k = 0; k < openCount; k++) {
        const column = open[k]!;
        const length = reached + costs[row * size + column]! - rowPotentials[row]! - columnPotentials[column]!;
        if (length < lengths[column]!) {
          lengths[column] = length;
          previousRow[column] = row;
        }
        if (lengths[column]! < shortest || (lengths[column]! === shortest && rowOf[column]! < 0)) {
          shortest = lengths[column]!;
          nearest = k;
        }
      }
      reached = shortest;
      const column = open[nearest]!;
      // Closed columns are kept behind the open ones, for the update of the potentials.
      openCount--;
      open[nearest] = open[openCount]!;
      open[openCount] = column;
      if (rowOf[column]! < 0) sink = column;
      else row = rowOf[column]!;
    }
    rowPotentials[start]! += reached;
    for (let k = openCount; k < size; k++) {
      const column = open[k]!;
      const slack = reached - lengths[column]!;
      columnPotentials[column]! -= slack;
      if (rowOf[column]! >= 0) rowPotentials[rowOf[column]!]! += slack;
    }
    for (let column = sink; column >= 0;) {
      const pathRow = previousRow[column]!;
      const next = columnOf[pathRow]!;
      columnOf[pathRow] = column;
      rowOf[column] = pathRow;
      column = pathRow === start ? -1 : next;
    }
  }
  return columnOf;
}

export interface AssignmentWorkspace {
  readonly rowOf: Int32Array;
  readonly previousRow: Int32Array;
  readonly open: Int32Array;
  readonly rowPotentials: Float64Array;
  readonly columnPotentials: Float64Array;
  readonly lengths: Float64Array;
}

export const createAssignmentWorkspace = (largestSize: number): AssignmentWorkspace => ({
  rowOf: new Int32Array(largestSize),
  previousRow: new Int32Array(largestSize),
  open: new Int32Array(largestSize),
  rowPotentials: new Float64Array(largestSize),
  columnPotentials: new Float64Array(largestSize),
  lengths: new Float64Array(largestSize),
});

/** Give every row its cheapest column; false where two rows want the same one. */
function assignCheapest(costs: Float64Array, size: number, columnOf: Int32Array): boolean {
  for (let row = 0; row < size; row++) {
    let cheapest = 0;
    for (let column = 1; column < size; column++) if (costs[row * size + column]! < costs[row * size + cheapest]!) cheapest = column;
    for (let earlier = 0; earlier < row; earlier++) if (columnOf[earlier] === cheapest) return false;
    columnOf[row] = cheapest;
  }
  return true;
}
