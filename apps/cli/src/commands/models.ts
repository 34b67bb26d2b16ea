import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnergyModelFiles } from '@kessho/models/runtime/load-energy-model-files';
import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';
import { loadReferenceSet } from '@kessho/models/reference/load-reference-set';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { createOnnxSymmetryModel } from '@kessho/models/runtime/create-onnx-symmetry-model';
import { loadLetterWeights } from '@kessho/models/symmetry/load-letter-weights';
import { loadNovelty } from '@kessho/models/symmetry/load-novelty';
import { loadPrototypeLikelihood } from '@kessho/models/symmetry/load-prototype-likelihood';
import { linePrinter } from '../json-lines.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** `models [list | verify]`: what is installed; loading verifies every file against the sha256 of its manifest. */
export async function models(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 0, named: '' });
  const [action = 'list'] = positionals;
  if (action !== 'list' && action !== 'verify') throw new UsageError(`models list, or models verify; not "${action}"`);
  const printer = linePrinter(values.json);
  for (const { label, inspect } of installed()) {
    try {
      const found = await inspect();
      printer.print({ model: label, ...found, verified: true }, `${label.padEnd(36)}${Object.values(found).join('  ')}\n`);
    } catch (error) {
      printer.fail(label, error);
    }
  }
  return printer.exitCode();
}

interface Installed {
  readonly label: string;
  readonly inspect: () => Promise<Record<string, unknown>>;
}

function installed(): Installed[] {
  const energyRoot = modelDirectory('energy', '.', '.');
  const potentials = readdirSync(energyRoot).flatMap((name) => readdirSync(join(energyRoot, name)).map((version) => ({ name, version })));
  return [
    ...potentials.flatMap(({ name, version }): Installed[] => [
      {
        label: `energy/${name}/${version}`,
        inspect: async () => {
          const { manifest } = await loadEnergyModelFiles(modelDirectory('energy', name, version));
          return { sha256: manifest.id.sha256, license: manifest.license, elements: manifest.elements.length };
        },
      },
      {
        label: `reference/${name}-${version}`,
        inspect: async () => {
          const { manifest } = await loadEnergyModelFiles(modelDirectory('energy', name, version));
          const { label } = loadReferenceSet(manifest.id);
          return { name: label.name, entries: label.entries, geometry: label.geometry, snapshotDate: label.snapshotDate };
        },
      },
    ]),
    { label: 'prototypes', inspect: async () => ({ sha256: loadPrototypeLibrary().manifest.library.sha256 }) },
    { label: 'symmetry/prototype-likelihood/2', inspect: async () => ({ sha256: loadPrototypeLikelihood().id.sha256 }) },
    { label: 'symmetry/novelty/1', inspect: async () => ({ sha256: loadNovelty().id.sha256 }) },
    { label: 'symmetry/space-group/1', inspect: async () => ({ sha256: createOnnxSymmetryModel().id.sha256 }) },
    { label: 'symmetry/letter-weights/1', inspect: async () => ({ sha256: loadLetterWeights().id.sha256 }) },
  ];
}
