import { unpackStructures } from '@kessho/core/crystal/structure-batch';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { type LabeledCrystal, unlabeled } from '@kessho/core/formats/labeled-crystal';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';

/** The model, and every crystal it has evaluated so far in order, with what it said of it. */
export function recordEvaluations(model: EnergyModel): { readonly model: EnergyModel; readonly frames: readonly LabeledCrystal[] } {
  const frames: LabeledCrystal[] = [];
  const evaluate: EnergyModel['evaluate'] = async (batch) => {
    const answer = await model.evaluate(batch);
    unpackStructures(batch).forEach((structure, s) => {
      const [first, last] = [batch.structureOffsets[s] as number, batch.structureOffsets[s + 1] as number];
      frames.push({
        ...unlabeled(structure),
        energy: answer.energies[s] as number,
        energyScheme: `${model.id.name} ${model.id.version}`,
        forces: rowsOfThree(answer.forces.subarray(3 * first, 3 * last)),
        stress: rowsOfThree(answer.stresses.subarray(9 * s, 9 * s + 9)) as unknown as Mat3,
        extra: new Map([['step', String(frames.length)]]),
      });
    });
    return answer;
  };
  return { model: { ...model, evaluate }, frames };
}

const rowsOfThree = (flat: Float64Array): Vec3[] =>
  Array.from({ length: flat.length / 3 }, (_, k) => Array.from(flat.subarray(3 * k, 3 * k + 3)) as unknown as Vec3);
