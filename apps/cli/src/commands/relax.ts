import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, extname, join } from 'node:path';
import { symbolOf } from '@kessho/core/elements/elements';
import { writeCrystals, writeStructure } from '@kessho/core/formats/write-structure';
import { relaxStructures } from '@kessho/core/prediction/relaxation/relax-structures';
import type { RelaxationResult } from '@kessho/core/prediction/stage-types';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { chooseEnergyModel, MODEL_OPTION } from '../choose-energy-model.js';
import { linePrinter } from '../json-lines.js';
import { numberOption, parseOptions, wholeNumberOption } from '../parse-options.js';
import { readInputs } from '../read-inputs.js';
import { recordEvaluations } from '../record-evaluations.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  model: MODEL_OPTION,
  out: { type: 'string' },
  fmax: { type: 'string', default: '0.05' },
  pressure: { type: 'string', default: '0' },
  steps: { type: 'string', default: '500' },
  'break-symmetry': { type: 'boolean', default: false },
  trajectory: { type: 'boolean', default: false },
} as const;

/**
 * `relax FILE… [--out DIR]`: relax positions and cell, the symmetry kept unless `--break-symmetry`; one CIF a structure in DIR. With `--trajectory` the
 * way there as well: an extxyz of every geometry that was evaluated, with energy, forces and stress.
 */
export async function relax(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a structure file, or - for standard input' });
  const options = {
    fmax: numberOption('fmax', values.fmax, 1e-6, 10),
    pressureGPa: numberOption('pressure', values.pressure, -50, 500),
    maxSteps: wholeNumberOption('steps', values.steps, 0, 100_000),
    symmetry: values['break-symmetry'] ? 'free' : 'keep',
  } as const;
  if (values.trajectory && values.out === undefined) throw new UsageError('--trajectory writes into the folder of --out: name one');
  const printer = linePrinter(values.json);
  loadSymmetryEngineFromPackage();
  const model = await chooseEnergyModel(values.model, availableParallelism());
  if (values.out !== undefined) await mkdir(values.out, { recursive: true });
  for await (const input of readInputs(positionals)) {
    try {
      if (input.frame === null) throw input.failure;
      const recorder = recordEvaluations(model);
      const [result] = (await relaxStructures([input.structure], { model: recorder.model }, options)) as [RelaxationResult];
      if (values.out !== undefined) {
        const name = input.file === '-' ? 'stdin' : basename(input.file, extname(input.file));
        const stem = join(values.out, `${name}${input.frame === 0 ? '' : `-${input.frame}`}`);
        await writeFile(`${stem}.cif`, writeStructure(result.structure, 'cif'));
        if (values.trajectory) await writeFile(`${stem}.extxyz`, writeCrystals(recorder.frames, 'extxyz'));
      }
      const { spaceGroup } = findSymmetry(result.structure);
      const summary = `${result.energyPerAtom.toFixed(5)} eV/atom, ${spaceGroup.symbol} (${spaceGroup.number}), ${result.stopReason} after ${result.steps} steps`;
      printer.print({ input: input.file, frame: input.frame, model: model.id, spaceGroup, ...resultFields(result) }, `${input.file}  ${summary}\n`);
    } catch (error) {
      printer.fail(input.file, error);
    }
  }
  return printer.exitCode();
}

const resultFields = ({ structure, trajectory: _trajectory, ...rest }: RelaxationResult): object => ({
  ...rest,
  nsites: structure.atomicNumbers.length,
  lattice: structure.lattice.vectors,
  species: structure.atomicNumbers.map(symbolOf),
  fracCoords: structure.fracCoords,
});
