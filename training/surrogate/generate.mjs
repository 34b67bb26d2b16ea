/**
 * Off-equilibrium crystals with their energies by the potential: what the surrogate learns besides the reference crystals.
 *
 *     node training/surrogate/generate.mjs DATA_DIRECTORY OUT.jsonl [--compositions 2500] [--most-atoms 20]
 *
 * Compositions are formulas of the Materials Project, in the order of the MD5 of their text, without held-out ones. Each is planned as a prediction
 * of the budget `standard` with its own crystals held out, and gives random crystals and substituted ones as the generators make them, those that
 * pass the geometry tests of the screening. One line of JSON a crystal; started again it goes on with the next composition. A tenth of a second of one
 * core a crystal at worst. Needs the built packages: `node_modules/.bin/tsc -b packages/models`.
 */
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { forkRng } from '@kessho/core/numerics/rng';
import { geometryTests } from '@kessho/core/prediction/screening/geometry-tests';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { loadPredictionStages } from '@kessho/models/runtime/load-prediction-stages';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { readHeldOutFormulas, readRecords } from './read-records.mjs';

const SEED = 'surrogate';
/** Per composition: random crystals, and substituted ones, of which the first so many are the likeliest. */
const RANDOM = 18;
const SUBSTITUTED = 10;
const LIKELIEST = 3;
/** eV/atom; further out a geometry is broken. */
const ENERGY_RANGE = [-25, 20];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { compositions: { type: 'string', default: '2500' }, 'most-atoms': { type: 'string', default: '20' } },
});
const [dataDirectory, out] = positionals;
if (out === undefined) throw new Error('usage: generate.mjs DATA_DIRECTORY OUT.jsonl [--compositions N] [--most-atoms N]');
const mostAtoms = Number(values['most-atoms']);

const model = await createOnnxEnergyModel(modelDirectory('energy', 'chgnet', '0.3.0'), { threads: 1 });
const stages = await loadPredictionStages({ threads: 1 });
const formulas = chooseFormulas();
const done = existsSync(out) ? readFileSync(out, 'utf8').trimEnd().split('\n') : [];
const next = done.length === 0 ? 0 : formulas.indexOf(JSON.parse(done.at(-1)).formula) + 1;
console.log(`${formulas.length} compositions, ${next} done`);

const started = performance.now();
let crystals = 0;
for (let k = next; k < formulas.length; k++) {
  const records = await evaluate(await generate(formulas[k]), formulas[k]);
  appendFileSync(out, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  crystals += records.length;
  if ((k + 1) % 100 === 0) console.log(`${k + 1} compositions, ${crystals} crystals, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}
await model.dispose();

function chooseFormulas() {
  const heldOut = readHeldOutFormulas();
  const known = new Set(
    readRecords(`${dataDirectory}/materials-project`)
      .filter(({ nsites, formula }) => nsites <= mostAtoms && !heldOut.has(formula))
      .map(({ formula }) => formula),
  );
  const order = (formula) => createHash('md5').update(`surrogate${formula}`).digest('hex');
  return [...known]
    .filter((formula) => parseFormula(formula).atomicNumbers.every((z) => model.elements.has(z)))
    .map((formula) => ({ formula, key: order(formula) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, Number(values.compositions))
    .map(({ formula }) => formula);
}

/** Random and substituted crystals of one composition, with the name of their generator. */
async function generate(formula) {
  const composition = reduceComposition(parseFormula(formula));
  const maxAtoms = Math.max(mostAtoms, atomCount(composition));
  const request = { composition, seed: `${SEED} ${formula}`, budget: 'standard', maxAtoms, spaceGroups: null, pressureGPa: 0, holdout: true };
  const plan = await stages.propose(request);
  const rng = forkRng(SEED, formula);
  const templates = [...plan.templates.slice(0, LIKELIEST), ...shuffle(plan.templates.slice(LIKELIEST), rng)].slice(0, SUBSTITUTED);
  const symmetricDraws = Array.from({ length: plan.symmetricDraws.length === 0 ? 0 : RANDOM }, () => ({
    ...pickByCount(plan.symmetricDraws, rng),
    count: 1,
  }));
  const chunks = [
    { index: 0, generator: 'substitution', first: 0, count: templates.length },
    { index: 1, generator: 'symmetric', first: 0, count: symmetricDraws.length },
  ];
  const chosen = { ...plan, templates, symmetricDraws, chunks };
  const reports = [await stages.generate(chosen, 0), await stages.generate(chosen, 1)];
  return reports
    .flatMap(({ candidates }) => candidates)
    .filter(({ structure }) => geometryTests(structure, plan.volumePerAtom).every(({ passed }) => passed))
    .map(({ structure, origin }) => ({ structure, generator: origin.generator }));
}

async function evaluate(candidates, formula) {
  if (candidates.length === 0) return [];
  const { energies } = await model.evaluate(packStructures(candidates.map(({ structure }) => structure)));
  return candidates.flatMap(({ structure: { lattice, atomicNumbers, fracCoords }, generator }, s) => {
    const energyPerAtom = energies[s] / atomicNumbers.length;
    if (!(energyPerAtom >= ENERGY_RANGE[0] && energyPerAtom <= ENERGY_RANGE[1])) return [];
    const flat = (rows) => rows.flat().map((x) => Number(x.toFixed(9)));
    return [
      {
        formula,
        generator,
        energyPerAtom: Number(energyPerAtom.toFixed(6)),
        lattice: flat(lattice.vectors),
        atomicNumbers,
        fracCoords: flat(fracCoords),
      },
    ];
  });
}

function pickByCount(draws, rng) {
  let left = rng.uniform() * draws.reduce((sum, { count }) => sum + count, 0);
  return draws.find(({ count }) => (left -= count) < 0) ?? draws[0];
}

function shuffle(items, rng) {
  const shuffled = [...items];
  for (let k = shuffled.length - 1; k > 0; k--) {
    const other = rng.integer(k + 1);
    [shuffled[k], shuffled[other]] = [shuffled[other], shuffled[k]];
  }
  return shuffled;
}
