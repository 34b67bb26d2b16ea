/**
 * What the votes of known crystals look like for a formula, and whether its ground state's prototype is among them: one line of JSON each.
 *
 *     node training/novelty/evidence.mjs SET.jsonl.gz OUT.jsonl
 *
 * SET by `training/order/make_set.py`. Every crystal of a formula is left out of its vote. A twentieth of a second each. Needs the built packages:
 * `node_modules/.bin/tsc -b packages/models`.
 */
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { createStructure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { noveltyEvidence } from '@kessho/core/prediction/symmetry-proposal/novelty-model';
import { voteOfCrystals } from '@kessho/core/prediction/symmetry-proposal/prototype-likelihood';
import { slotAssignments } from '@kessho/core/prediction/symmetry-proposal/slot-assignments';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { prototypeLabel } from '@kessho/core/symmetry/prototype-label';
import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { loadPrototypeLikelihood } from '@kessho/models/symmetry/load-prototype-likelihood';
import { writeFileSync } from 'node:fs';
import { readRecords } from '../surrogate/read-records.mjs';

/** Å: a distorted crystal has a label for each. */
const LABEL_TOLERANCES = [0.01, 0.05, 0.1];

const [set, out] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: evidence.mjs SET.jsonl.gz OUT.jsonl');
loadSymmetryEngineFromPackage();
const { library } = loadPrototypeLibrary();
const likelihood = loadPrototypeLikelihood();
writeFileSync(out, readRecords(set).map((record) => `${JSON.stringify(evidenceOf(record))}\n`).join(''));

function evidenceOf({ formula, cell: [a, b, c, alpha, beta, gamma], species, frac }) {
  const composition = reduceComposition(parseFormula(formula));
  const slotCounts = [...composition.counts].sort((p, q) => p - q);
  const assignments = slotAssignments(composition, slotCounts);
  const isOwn = (entry) => assignments.some((elements) => elements.every((z, slot) => z === entry.elements[slot]));
  const crystals = library.prototypesOf(slotCounts).flatMap((prototype) =>
    voteOfCrystals(likelihood, prototype, library.entriesOf(prototype).filter((entry) => !isOwn(entry)), assignments),
  );
  const structure = createStructure(latticeFromParameters({ a, b, c, alpha, beta, gamma }), species.map(atomicNumberOf), frac);
  const labels = LABEL_TOLERANCES.map((symprec) => prototypeLabel(structure, findSymmetry(structure, symprec)));
  const isKnown = crystals.some(({ entry }) => labels.includes(entry.prototype.label));
  return { formula, ...noveltyEvidence(crystals), isUnknown: !isKnown };
}
