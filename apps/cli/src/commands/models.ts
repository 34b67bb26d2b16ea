import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';
import { installedModels } from '@kessho/models/packs/installed-models';
import { modelPacksRoot } from '@kessho/models/packs/model-packs-root';
import { loadReferenceSet } from '@kessho/models/reference/load-reference-set';
import { createOnnxSymmetryModel } from '@kessho/models/runtime/create-onnx-symmetry-model';
import { loadEnergyModelFiles } from '@kessho/models/runtime/load-energy-model-files';
import { loadLetterWeights } from '@kessho/models/symmetry/load-letter-weights';
import { loadStableFormulas } from '@kessho/models/symmetry/load-stable-formulas';
import { loadNovelty } from '@kessho/models/symmetry/load-novelty';
import { loadPrototypeLikelihood } from '@kessho/models/symmetry/load-prototype-likelihood';
import { linePrinter } from '../json-lines.js';
import { parseOptions } from '../parse-options.js';
import { UsageError } from '../usage-error.js';
import { addPacks, removePacks } from './model-packs.js';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** `models [list | verify | add FILE… | remove NAME…]`: what is installed; loading verifies every file against the sha256 of its manifest. */
export async function models(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 0, named: 'list, verify, add FILE.zip, or remove NAME' });
  const [action = 'list', ...words] = positionals;
  const printer = linePrinter(values.json);
  switch (action) {
    case 'add':
      return addPacks(words, printer);
    case 'remove':
      return removePacks(words, printer);
    case 'list':
    case 'verify':
      for (const { label, inspect } of installed()) {
        try {
          const found = await inspect();
          printer.print({ model: label, ...found, verified: true }, `${label.padEnd(36)}${Object.values(found).join('  ')}\n`);
        } catch (error) {
          printer.fail(label, error);
        }
      }
      return printer.exitCode();
    default:
      throw new UsageError(`models list, verify, add FILE or remove NAME; not "${action}"`);
  }
}

interface Installed {
  readonly label: string;
  readonly inspect: () => Promise<Record<string, unknown>>;
}

function installed(): Installed[] {
  return [
    ...installedModels(modelPacksRoot(process.env)).flatMap(({ name, version, directory, isPack }): Installed[] => [
      {
        label: `energy/${name}/${version}`,
        inspect: async () => {
          const { manifest } = await loadEnergyModelFiles(directory);
          return { sha256: manifest.id.sha256, license: manifest.license, elements: manifest.elements.length, ...(isPack ? { directory } : {}) };
        },
      },
      ...(isPack ? [] : [{ label: `reference/${name}-${version}`, inspect: () => inspectReferenceSet(directory) }]),
    ]),
    { label: 'prototypes', inspect: async () => ({ sha256: loadPrototypeLibrary().manifest.library.sha256 }) },
    { label: 'symmetry/prototype-likelihood/2', inspect: async () => ({ sha256: loadPrototypeLikelihood().id.sha256 }) },
    { label: 'symmetry/novelty/1', inspect: async () => ({ sha256: loadNovelty().id.sha256 }) },
    { label: 'symmetry/space-group/1', inspect: async () => ({ sha256: createOnnxSymmetryModel().id.sha256 }) },
    { label: 'symmetry/letter-weights/1', inspect: async () => ({ sha256: loadLetterWeights().id.sha256 }) },
    { label: 'symmetry/stable-formulas/1', inspect: async () => ({ sha256: loadStableFormulas().id.sha256 }) },
  ];
}

async function inspectReferenceSet(directory: string): Promise<Record<string, unknown>> {
  const { manifest } = await loadEnergyModelFiles(directory);
  const { label } = loadReferenceSet(manifest.id);
  return { name: label.name, entries: label.entries, geometry: label.geometry, snapshotDate: label.snapshotDate };
}
