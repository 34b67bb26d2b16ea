import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { DataSource } from 'typeorm';
import { MoreThan } from 'typeorm';

/** Structures read at a time: what an export holds in memory. */
const PAGE = 50;

/** All that exports tell; the trajectory, which is larger than the rest together, stays where it is. */
const COLUMNS = {
  id: true,
  rank: true,
  energyModelId: true,
  lattice: true,
  fracCoords: true,
  atomicNumbers: true,
  nsites: true,
  energyPerAtom: true,
  enthalpyPerAtom: true,
  forcesFlat: true,
  stressFlat: true,
  maxForce: true,
  steps: true,
  stopReason: true,
  energyRank: true,
  probability: true,
  likelihood: true,
  spaceGroupNumber: true,
  spaceGroupSymbol: true,
  symprec: true,
  prototype: true,
  formationEnergyPerAtom: true,
  energyAboveHull: true,
} as const satisfies Partial<Record<keyof RelaxedStructure, true>>;

/** The ranked structures of a prediction by rank, page by page; other columns than `COLUMNS` are not read. */
export async function* rankedPages(database: DataSource, predictionId: string): AsyncGenerator<RelaxedStructure[]> {
  const repository = database.getRepository(RelaxedStructure);
  let last = 0;
  for (;;) {
    const page = await repository.find({ select: COLUMNS, where: { predictionId, rank: MoreThan(last) }, order: { rank: 'ASC' }, take: PAGE });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.rank ?? last;
  }
}
