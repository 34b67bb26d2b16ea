import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { loadReferenceSet } from '@kessho/models/reference/load-reference-set';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSearchKnowledge } from '@kessho/models/runtime/load-search-knowledge';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { openEnds } from './ends-file.js';
import { makeStart } from './make-starts.js';
import { relaxStarts, type End } from './relax-starts.js';
import { linesOfLowest, summarizeAll } from './summarize-ends.js';

const AT_ONCE = 48;

/** `npm run benchmark -- robust`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      starts: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
      ends: { type: 'string' },
      out: { type: 'string' },
      lowest: { type: 'string' },
    },
  });
  const directory = modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version);
  const model = await createOnnxEnergyModel(directory, { threads: 1 });
  const elements = [...model.elements].sort((a, b) => a - b);
  const { knowledge } = await loadSearchKnowledge(elements, { directory, threads: 1 });
  const tools = { model, references: loadReferenceSet(model.id), volumePerAtomOf: knowledge.volumePerAtomOf };
  const first = Number(values.first);
  const kept = values.ends === undefined ? null : openEnds(values.ends, { seed: values.seed, first, model: model.id.sha256 });
  const ends: End[] = [...(kept?.ends ?? [])];
  const describe = () => ({
    command: `npm run benchmark -- robust --starts ${values.starts} --seed ${values.seed} --first ${values.first}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one core of ${cpus().length}; Node ${process.versions.node}`,
    loadAverage: Number((loadavg()[0] ?? 0).toPrecision(3)),
    model: model.id,
    cpuSeconds: Math.round(ends.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)),
    evaluations: ends.reduce((sum, { steps }) => sum + steps + 1, 0),
    ...summarizeAll(ends),
  });
  const write = (): void => {
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(describe(), null, 2)}\n`);
    if (values.lowest !== undefined) writeFileSync(values.lowest, linesOfLowest(ends));
  };
  const started = process.cpuUsage();
  while (ends.length < Number(values.starts)) {
    const { user, system } = process.cpuUsage(started);
    if (user + system > 60e6 * Number(values.minutes)) break;
    const count = Math.min(AT_ONCE, Number(values.starts) - ends.length);
    const more = await relaxStarts(
      Array.from({ length: count }, (_, k) => makeStart(values.seed, first + ends.length + k, elements, knowledge)),
      tools,
    );
    ends.push(...more);
    kept?.append(more);
    write();
    process.stderr.write(`${ends.length} starts, ${((user + system) / 1e6).toFixed(0)} s of processor time in this run\n`);
  }
  write();
  await model.dispose();
  process.stdout.write(`${JSON.stringify(describe(), null, 2)}\n`);
}
