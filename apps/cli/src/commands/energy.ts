import { availableParallelism } from 'node:os';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { symbolOf } from '@kessho/core/elements/elements';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { chooseEnergyModel, MODEL_OPTION } from '../choose-energy-model.js';
import { linePrinter } from '../json-lines.js';
import { parseOptions } from '../parse-options.js';
import { readInputs } from '../read-inputs.js';

const OPTIONS = { json: { type: 'boolean', default: false }, model: MODEL_OPTION } as const;

/** `energy FILE…`: energy (eV/atom), forces (eV/Å), stress (eV/Å³, tension positive) and magnetic moments of structures as they are. */
export async function energy(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a structure file, or - for standard input' });
  const printer = linePrinter(values.json);
  loadSymmetryEngineFromPackage();
  const model = await chooseEnergyModel(values.model, availableParallelism());
  for await (const input of readInputs(positionals)) {
    try {
      if (input.frame === null) throw input.failure;
      const { atomicNumbers } = input.structure;
      const { energies, forces, stresses, magneticMoments } = await model.evaluate(packStructures([input.structure]));
      const energyPerAtom = (energies[0] as number) / atomicNumbers.length;
      const line = {
        input: input.file,
        frame: input.frame,
        model: model.id,
        nsites: atomicNumbers.length,
        species: atomicNumbers.map(symbolOf),
        energyPerAtom,
        forces: rows(forces),
        stress: rows(stresses),
        magneticMoments: magneticMoments === null ? null : [...magneticMoments],
      };
      printer.print(line, `${input.file}  ${energyPerAtom.toFixed(5)} eV/atom by ${model.id.name} ${model.id.version}\n`);
    } catch (error) {
      printer.fail(input.file, error);
    }
  }
  return printer.exitCode();
}

/** A flat array as rows of three. */
export const rows = (flat: Float64Array): number[][] => Array.from({ length: flat.length / 3 }, (_, i) => Array.from(flat.subarray(3 * i, 3 * i + 3)));
