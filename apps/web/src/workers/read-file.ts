import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import type { CellParameters } from '@kessho/core/crystal/lattice';
import { cellParameters, latticeVolume } from '@kessho/core/crystal/lattice';
import type { Structure } from '@kessho/core/crystal/structure';
import { CoreError } from '@kessho/core/errors';
import { detectFormat } from '@kessho/core/formats/detect-format';
import type { PowderData } from '@kessho/core/formats/powder-data/read-powder-data';
import { readPowderData } from '@kessho/core/formats/powder-data/read-powder-data';
import { readCrystals } from '@kessho/core/formats/read-structures';
import type { ReadableFormat } from '@kessho/core/formats/structure-format';
import { writeStructure } from '@kessho/core/formats/write-structure';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';

/** A file as it was chosen, dropped or pasted. */
export interface GivenText {
  /** Null for what was pasted. */
  readonly name: string | null;
  readonly text: string;
}

export interface CrystalFile {
  readonly kind: 'crystals';
  readonly format: ReadableFormat;
  /** The first ones of the file, in its order. */
  readonly crystals: readonly { readonly name: string | null; readonly structure: Structure }[];
  /** Crystals of the whole file. */
  readonly count: number;
}

export interface PatternFile {
  readonly kind: 'pattern';
  readonly measured: PowderData;
}

/** Crystals of one file among which one chooses. */
const MOST_CRYSTALS = 100;
const PATTERN_NAME = /\.(xye?|dat|csv)$/i;
/** Remarks, then a line that begins with two numbers. */
const PATTERN_TEXT = /^(?:[ \t]*(?:[#!;'"/*A-Za-z_].*)?\r?\n)*[ \t]*[+-]?[\d.]+(?:[eE][+-]?\d+)?[ \t,;]+[+-]?[\d.]+/;

/**
 * Read what a file holds: crystals or a powder pattern, by its name where that says so, else by its content.
 * @throws {CoreError} with line and column for what is neither
 */
export function readFile({ name, text }: GivenText): CrystalFile | PatternFile {
  const format = crystalFormat(name, text);
  if (format === null) return { kind: 'pattern', measured: readPowderData(text) };
  const crystals = readCrystals(text, format);
  return {
    kind: 'crystals',
    format,
    crystals: crystals.slice(0, MOST_CRYSTALS).map(({ id, structure }) => ({ name: id, structure })),
    count: crystals.length,
  };
}

/** Null for a powder pattern. @throws {UnknownFormatError} where the text is neither */
function crystalFormat(name: string | null, text: string): ReadableFormat | null {
  if (name !== null && PATTERN_NAME.test(name)) return null;
  try {
    return detectFormat(name, text);
  } catch (error) {
    if (PATTERN_TEXT.test(text) && error instanceof CoreError && error.code === 'UnknownFormat') return null;
    throw error;
  }
}

export interface CrystalDescription {
  /** Reduced. */
  readonly formula: string;
  /** In one reduced formula unit. */
  readonly atomsPerFormula: number;
  /** Null where no tolerance leads to a group. */
  readonly spaceGroup: { readonly number: number; readonly symbol: string } | null;
  /** Å; of the search that led to the group. */
  readonly symprec: number | null;
  readonly parameters: CellParameters;
  /** Å³ */
  readonly volume: number;
  /** The crystal alone as an extended XYZ text, for those who ask the API about it. */
  readonly content: string;
}

/** Å, as the API labels crystals that are compared with stored ones: 0.1, or the largest smaller tolerance that leads to a group. */
const SYMPRECS = [0.1, 0.03, 0.01, 1e-3];

/** What is shown of one crystal. */
export function describeCrystal({ structure }: { readonly structure: Structure }): CrystalDescription {
  const composition = reduceComposition(compositionFromSites(structure.atomicNumbers));
  const symmetry = symmetryOf(structure);
  return {
    formula: reducedFormula(composition),
    atomsPerFormula: atomCount(composition),
    spaceGroup: symmetry?.spaceGroup ?? null,
    symprec: symmetry?.symprec ?? null,
    parameters: cellParameters(structure.lattice),
    volume: latticeVolume(structure.lattice),
    content: writeStructure(structure, 'extxyz'),
  };
}

function symmetryOf(structure: Structure) {
  for (const symprec of SYMPRECS) {
    try {
      return findSymmetry(structure, symprec);
    } catch (error) {
      if (!(error instanceof CoreError) || error.code !== 'SymmetryNotFound') throw error;
    }
  }
  return null;
}
