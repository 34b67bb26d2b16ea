import type { NeighborList } from '@kessho/core/neighbors/neighbor-list';
import { ModelContractViolatedError } from '../model-errors.js';

/** @throws {ModelContractViolatedError} for two atoms on one place, where no direction exists */
export function assertApart({ centers, neighbors, distances }: NeighborList): void {
  const e = distances.indexOf(0);
  if (e !== -1) throw new ModelContractViolatedError(`Atoms ${centers[e]} and ${neighbors[e]} of the batch are on one place`);
}
