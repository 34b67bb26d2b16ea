/**
 * Which formulas of which chemical systems are stable, and how far that carries to like systems.
 *
 *     node training/stoichiometry/build.mjs
 *
 * writes packages/models/symmetry/stable-formulas/1 from the crystals of the prototype library; the formulas of `training/held_out.py` are left out. The three numbers of the
 * estimate are chosen by the likelihood of the stable formulas of some systems, each system left out of its own estimate, and judged on others. Needs the built packages:
 * `node_modules/.bin/tsc -b packages/models`. Five minutes on one core.
 */
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import { forkRng } from '@kessho/core/numerics/rng';
import { compositionKey } from '@kessho/core/search/archive/hull-of-archive';
import { DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import { allCompositions } from '@kessho/core/search/population/all-compositions';
import { expectedShare } from '@kessho/core/search/stoichiometry/expected-share';
import { stableShares } from '@kessho/core/search/stoichiometry/stable-share';
import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';
import { loadPrototypeLikelihood } from '@kessho/models/symmetry/load-prototype-likelihood';
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const HERE = new URL('.', import.meta.url);
const OUT = new URL('../../packages/models/symmetry/stable-formulas/1/', HERE);
/** eV/atom above the hull. */
const STABLE = 0.001;
const MOST_ELEMENTS = 5;
/** Atoms of the formulas that the estimate is judged by. */
const MOST_ATOMS = 16;
/** Binary and as many ternary systems, to choose by and to judge on. */
const JUDGED = 120;
const GRID = { sharpness: [1.5, 2, 3], distanceExponent: [0.5, 0.7, 1], priorWeight: [0.1, 0.3, 1] };

const likelihood = loadPrototypeLikelihood();
const systems = readSystems();
const { fitted, judged } = chooseSystems();
const chosen = choose();
write(chosen, { fitted: score(chosen, fitted), judged: score(chosen, judged), judgedBySizeAlone: score(null, judged) });

function readSystems() {
  const { library } = loadPrototypeLibrary();
  const heldOut = new Set(readFileSync(new URL('../held-out-formulas.txt', HERE), 'utf8').trim().split('\n').map((formula) => compositionKey(parseFormula(formula))));
  const found = new Map();
  for (const entry of library.entriesWithin(Array.from({ length: 118 }, (_, k) => k + 1))) {
    const sites = entry.elements.map((z, slot) => [z, entry.prototype.slotCounts[slot]]).sort(([a], [b]) => a - b);
    const [elements, counts] = [sites.map(([z]) => z), sites.map(([, count]) => count)];
    if (elements.length < 2 || elements.length > MOST_ELEMENTS || heldOut.has(compositionKey({ atomicNumbers: elements, counts }))) continue;
    const system = found.get(elements.join()) ?? { elements, stable: new Map() };
    found.set(elements.join(), system);
    if (entry.energyAboveHull !== null && entry.energyAboveHull <= STABLE) system.stable.set(counts.join(), counts);
  }
  const inOrder = [...found.values()].sort((a, b) => a.elements.length - b.elements.length || compare(a.elements, b.elements));
  return inOrder.map(({ elements, stable }) => ({ elements, stable: [...stable.values()].sort(compare) }));
}

function compare(a, b) {
  const k = a.findIndex((x, place) => x !== b[place]);
  return k < 0 ? 0 : a[k] - b[k];
}

function chooseSystems() {
  const rng = forkRng('stoichiometry');
  const drawn = [2, 3].flatMap((size) => {
    const own = systems.filter(({ elements, stable }) => elements.length === size && stable.some(isSmall));
    return Array.from({ length: 2 * JUDGED }, () => own.splice(rng.integer(own.length), 1)[0]);
  });
  return { fitted: drawn.filter((_, k) => k % 2 === 0), judged: drawn.filter((_, k) => k % 2 === 1) };
}

function isSmall(counts) {
  return counts.reduce((sum, n) => sum + n, 0) <= MOST_ATOMS;
}

function choose() {
  const tried = GRID.sharpness.flatMap((sharpness) =>
    GRID.distanceExponent.flatMap((distanceExponent) => GRID.priorWeight.map((priorWeight) => ({ sharpness, distanceExponent, priorWeight }))),
  );
  const scored = tried.map((numbers) => ({ numbers, ...score(numbers, fitted) }));
  scored.sort((a, b) => b.logLikelihood - a.logLikelihood);
  for (const { numbers, logLikelihood } of scored.slice(0, 5)) console.log(numbers, logLikelihood);
  return scored[0].numbers;
}

/** Of the stable formulas among all compositions of their elements: mean logarithm of their share of the probability, and how many are among the first ten. */
function score(numbers, of) {
  const shareOf = numbers === null ? expectedShare : stableShares({ ...numbers, systems, squaredDistances: likelihood.squaredDistances });
  const sums = { binary: [0, 0, 0], ternary: [0, 0, 0] };
  for (const { elements, stable } of of) {
    const compositions = compositionsOf(elements);
    const shares = compositions.map(shareOf);
    const total = shares.reduce((sum, x) => sum + x, 0);
    for (const counts of stable.filter(isSmall)) {
      const own = shares[compositions.findIndex((composition) => composition.counts.join() === counts.join())];
      const size = sums[elements.length === 2 ? 'binary' : 'ternary'];
      size[0] += Math.log(own / total);
      size[1] += Number(shares.filter((x) => x > own).length < 10);
      size[2]++;
    }
  }
  const figures = ([log, first, count]) => ({ formulas: count, logLikelihood: Number((log / count).toFixed(3)), amongFirstTen: Number((first / count).toFixed(3)) });
  const [log, count] = [sums.binary[0] + sums.ternary[0], sums.binary[2] + sums.ternary[2]];
  return { logLikelihood: Number((log / count).toFixed(4)), binary: figures(sums.binary), ternary: figures(sums.ternary) };
}

/** Those that hold all of the elements. */
function compositionsOf(elements) {
  const request = { elements, constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: MOST_ATOMS } };
  return allCompositions(request, ({ atomicNumbers }) => atomicNumbers.length === elements.length);
}

function write(numbers, metrics) {
  mkdirSync(OUT, { recursive: true });
  const bytes = gzipSync(JSON.stringify({ ...numbers, systems: systems.map(({ elements, stable }) => [elements, ...stable]) }), { level: 9 });
  const trained = systems.flatMap(({ elements, stable }) => stable.map((counts) => elements.map((z, k) => `${symbolOf(z)}${counts[k]}`).sort().join('')));
  const hashes = [...new Set(trained.map((key) => createHash('sha256').update(key).digest('hex').slice(0, 12)))].sort();
  writeFileSync(new URL('formulas.json.gz', OUT), bytes);
  writeFileSync(new URL('trained-formulas.bin', OUT), Buffer.from(hashes.join(''), 'hex'));
  const manifest = {
    id: { name: 'stable-formulas', version: '1', sha256: createHash('sha256').update(bytes).digest('hex') },
    kind: 'symmetry',
    file: 'formulas.json.gz',
    elementsLikeBy: likelihood.id,
    trainedFormulas: 'trained-formulas.bin',
    trainingData: 'Materials Project, database 2025.02 (Jain et al., APL Materials 1, 011002, 2013; CC BY 4.0), as described by training/prototypes',
    split: 'by formula: those of training/held-out-formulas.txt are left out; a system is left out of its own estimate',
    records: { systems: systems.length, stableFormulas: trained.length },
    metrics,
    command: 'node training/stoichiometry/build.mjs',
    license: 'CC-BY-4.0',
  };
  writeFileSync(new URL('manifest.json', OUT), `${JSON.stringify(manifest, null, 2)}\n`);
  console.log(JSON.stringify(manifest, null, 1), `${bytes.length} bytes`);
}
