import { cartesianFromFractional } from '../../crystal/coordinates.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { symbolOf } from '../../elements/elements.js';
import { fixed } from '../fixed.js';
import type { ExtxyzFrame } from './extxyz-frame.js';

/** Å and eV/Å. */
const DECIMALS = 12;

/** Write frames one after another: `Lattice`, `Properties`, `energy`, `stress`, extra keys in their order, `pbc="T T T"`; what is null is left out. */
export const writeExtxyz = (frames: readonly ExtxyzFrame[]): string => frames.map(writeFrame).join('');

function writeFrame({ structure, energy, forces, stress, extra }: ExtxyzFrame): string {
  const { lattice, atomicNumbers, fracCoords } = structure;
  const numbers = (m: Mat3): string =>
    m
      .flat()
      .map((x) => fixed(x, DECIMALS))
      .join(' ');
  const comment = [
    `Lattice="${numbers(lattice.vectors)}"`,
    `Properties=species:S:1:pos:R:3${forces === null ? '' : ':forces:R:3'}`,
    ...(energy === null ? [] : [`energy=${energy}`]),
    ...(stress === null ? [] : [`stress="${numbers(stress)}"`]),
    ...[...extra].map(([key, value]) => `${key}=${quoteIfNeeded(value)}`),
    'pbc="T T T"',
  ].join(' ');
  const positions = cartesianFromFractional(lattice, fracCoords);
  const rows = positions.map((position, site) => {
    const columns = [...position, ...(forces === null ? [] : forces[site])].map((x) => fixed(x, DECIMALS).padStart(DECIMALS + 6));
    return `${symbolOf(atomicNumbers[site]).padEnd(2)} ${columns.join(' ')}`;
  });
  return [atomicNumbers.length, comment, ...rows, ''].join('\n');
}

const quoteIfNeeded = (value: string): string =>
  /^[^\s"'={}\\]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&').replace(/[\r\n]/g, ' ')}"`;
