import type { Server } from 'node:http';
import { createServer } from 'node:http';

const CELLS = [5, 5, 4] as const;
/** Å, of strontium titanate. */
const EDGE = 3.9;
const PEROVSKITE = [
  ['Sr', 38, [0, 0, 0]],
  ['Ti', 22, [0.5, 0.5, 0.5]],
  ['O', 8, [0.5, 0.5, 0]],
  ['O', 8, [0.5, 0, 0.5]],
  ['O', 8, [0, 0.5, 0.5]],
] as const;

/** One cell of 500 sites. */
function geometry() {
  const sites = Array.from({ length: CELLS[0] * CELLS[1] * CELLS[2] }, (_, cell) => {
    const corner = [Math.floor(cell / (CELLS[1] * CELLS[2])), Math.floor(cell / CELLS[2]) % CELLS[1], cell % CELLS[2]] as const;
    return PEROVSKITE.map(([symbol, atomicNumber, position]) => ({
      symbol,
      atomicNumber,
      at: CELLS.map((count, axis) => ((position[axis] ?? 0) + (corner[axis] ?? 0)) / count),
    }));
  }).flat();
  const [a, b, c] = CELLS.map((count) => count * EDGE) as [number, number, number];
  return {
    latticeMatrix: [
      [a, 0, 0],
      [0, b, 0],
      [0, 0, c],
    ],
    fractionalCoordinates: sites.map(({ at }) => at),
    species: sites.map(({ symbol }) => symbol),
    atomicNumbers: sites.map(({ atomicNumber }) => atomicNumber),
    numberOfSites: sites.length,
    volume: a * b * c,
    cellParameters: { a, b, c, alpha: 90, beta: 90, gamma: 90 },
    siteSymmetries: null,
  };
}

/** An API that knows one crystal and answers everything with it: what the page of a structure asks for, of one that was never ranked. */
export function serveCrystal(): Server {
  const crystal = geometry();
  const node = {
    __typename: 'RelaxedStructure',
    id: 'measured',
    rank: null,
    energyRank: null,
    probability: null,
    spaceGroup: null,
    numberOfSites: crystal.numberOfSites,
    prototype: null,
    energyPerAtom: 0,
    volumePerAtom: crystal.volume / crystal.numberOfSites,
    density: 5.1,
    stopReason: 'CONVERGED',
    stability: null,
    judgement: null,
    knownMatch: null,
    known: { status: 'NEW', storedCrystals: 0, match: null },
    similarMaterials: [],
    candidate: { id: 'candidate', generator: 'IMPORT', prototype: null, sourceFormula: null, likelihood: 1 },
    symprec: null,
    enthalpyPerAtom: 0,
    maxForce: 0,
    steps: 0,
    trajectory: { energiesPerAtom: [0], maxForces: [0] },
    geometry: crystal,
    conventional: crystal,
    provenance: {
      energyModel: { id: 'model', name: 'none', version: '0', sha256: '' },
      codeVersion: '',
      seed: '',
      createdAt: '2025-01-01T00:00:00Z',
      durationMs: null,
    },
    prediction: { id: 'prediction', composition: { id: 'composition', formula: 'SrTiO3' } },
  };
  const body = JSON.stringify({ data: { node } });
  return createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
}
