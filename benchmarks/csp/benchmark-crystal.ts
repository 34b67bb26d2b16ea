import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf } from '@kessho/core/elements/elements';

export interface BenchmarkCrystal {
  readonly id: string;
  readonly formula: string;
  readonly spaceGroup: number;
  readonly structure: Structure;
}

interface Line {
  readonly id: string;
  readonly formula: string;
  readonly cell: readonly [number, number, number, number, number, number];
  readonly species: readonly string[];
  readonly frac: readonly (readonly [number, number, number])[];
  readonly spacegroup: number;
}

/** Read a set in the format of the development benchmark: gzipped JSON lines, primitive cells. */
export function readBenchmarkSet(file: string): BenchmarkCrystal[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => crystalFromLine(JSON.parse(line) as Line));
}

function crystalFromLine({ id, formula, cell, species, frac, spacegroup }: Line): BenchmarkCrystal {
  const [a, b, c, alpha, beta, gamma] = cell;
  const atomicNumbers = species.map((symbol) => {
    const z = atomicNumberOf(symbol);
    if (z === null) throw new Error(`${id}: unknown element ${symbol}`);
    return z;
  });
  return { id, formula, spaceGroup: spacegroup, structure: createStructure(latticeFromParameters({ a, b, c, alpha, beta, gamma }), atomicNumbers, frac) };
}
