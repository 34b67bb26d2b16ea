import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { atomicNumberOf, UnknownElementError } from '@kessho/core/elements/elements';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';

/** A crystal to draw, in one cell. Numbers only, so that any source can give it. */
export interface ViewerStructure {
  /** Rows a, b, c, Å. */
  readonly lattice: Mat3;
  /** `symbols[i]` is the element of site i. */
  readonly symbols: readonly string[];
  /** `fracCoords[i]`, in [0, 1). */
  readonly fracCoords: readonly Vec3[];
  /** For each site, where it is known. */
  readonly sites?: readonly ViewerSite[] | null;
}

/** What the symmetry says of a site. */
export interface ViewerSite {
  readonly wyckoffLetter: string;
  /** In the conventional cell. */
  readonly multiplicity: number;
  readonly siteSymmetry: string;
  /** The first site that is equivalent to it. */
  readonly orbit: number;
}

const vec3 = ([x = 0, y = 0, z = 0]: readonly number[]): Vec3 => [x, y, z];

interface Geometry {
  readonly latticeMatrix: readonly (readonly number[])[];
  readonly species: readonly string[];
  readonly fractionalCoordinates: readonly (readonly number[])[];
  readonly siteSymmetries?: readonly ViewerSite[] | null;
}

/** A geometry as the API gives it. */
export const viewerStructureOf = ({ latticeMatrix, species, fractionalCoordinates, siteSymmetries }: Geometry): ViewerStructure => ({
  lattice: [vec3(latticeMatrix[0] ?? []), vec3(latticeMatrix[1] ?? []), vec3(latticeMatrix[2] ?? [])],
  symbols: species,
  fracCoords: fractionalCoordinates.map(vec3),
  sites: siteSymmetries ?? null,
});

/** The same crystal as the core has it. @throws {UnknownElementError} */
export const structureOf = ({ lattice, symbols, fracCoords }: ViewerStructure): Structure =>
  createStructure({ vectors: lattice }, symbols.map(numberOf), fracCoords);

function numberOf(symbol: string): number {
  const atomicNumber = atomicNumberOf(symbol);
  if (atomicNumber === null) throw new UnknownElementError(`No element is called ${symbol}`);
  return atomicNumber;
}
