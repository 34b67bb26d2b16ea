// Lists or draws Wyckoff assignments with the code of the product, for the training of their weights.
// Usage: node training/symmetry/list-assignments.mjs < cells.jsonl > assignments.jsonl
// First line out: all positions, [space group, letter, multiplicity in the primitive cell, free coordinates, site symmetry, class of letters that equivalent
// descriptions exchange]. Then for each cell in, { spaceGroup, counts, known: letters[][] per crystal }, its assignments: all, or some drawn ∝ general
// weights with their log probabilities; and for each known one how many descriptions it has.
import { createInterface } from 'node:readline';
import { forkRng } from '@kessho/core/numerics/rng';
import { assignmentSpace } from '@kessho/core/symmetry/assignment-space';
import { equivalentLetters } from '@kessho/core/symmetry/canonical-letters';
import { letterRenamings } from '@kessho/core/symmetry/letter-renamings';
import { wyckoffPositions } from '@kessho/core/symmetry/wyckoff-positions';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';

const LISTED_AT_MOST = 100;
const DRAWN = 100;

loadSymmetryEngineFromPackage();
const table = [];
for (let number = 1; number <= 230; number++) {
  const renamings = letterRenamings(number);
  for (const { letter, coordinates, degreesOfFreedom, siteSymmetry } of wyckoffPositions(number)) {
    const exchanged = renamings.map((renaming) => renaming.get(letter)).sort();
    table.push([number, letter, coordinates.length, degreesOfFreedom, siteSymmetry, `${number}${exchanged[0]}`]);
  }
}
console.log(JSON.stringify(table));
for await (const line of createInterface({ input: process.stdin })) {
  const { spaceGroup, counts, known } = JSON.parse(line);
  const space = assignmentSpace(spaceGroup, { atomicNumbers: counts.map((_, i) => i + 1), counts }, null);
  const listed = space.total <= LISTED_AT_MOST;
  const rng = forkRng('assignments', spaceGroup, ...counts);
  const assignments = listed ? space.list() : Array.from({ length: DRAWN }, () => space.sample(rng));
  console.log(
    JSON.stringify({
      total: space.total,
      assignments: assignments.map((letters) => letters.map((list) => list.join(''))),
      logProbabilities: listed ? null : assignments.map((letters) => Number(Math.log(space.probabilityOf(letters)).toFixed(4))),
      descriptions: known.map((letters) => equivalentLetters(spaceGroup, letters.map((text) => [...text])).length),
    }),
  );
}
