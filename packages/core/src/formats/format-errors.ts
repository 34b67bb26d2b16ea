import { CoreError } from '../errors.js';

/** A place in a text: line and column, both from 1, and the offset from its beginning. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A file that cannot be read; says where. Errors about the meaning of a JSON value name its path instead of a place. */
export class ParseFailedError extends CoreError {
  readonly code = 'ParseFailed';
  /** From 1; null where the error has no place in the text. */
  readonly line: number | null;
  /** From 1; null where the error has no place in the text. */
  readonly column: number | null;

  constructor(message: string, place: TextPlace | null, options: { readonly cause?: unknown } = {}) {
    super(
      place === null ? message : `Line ${place.line}, column ${place.column}: ${message}`,
      place === null ? options : { ...options, position: place.offset },
    );
    this.line = place?.line ?? null;
    this.column = place?.column ?? null;
  }
}

/** A crystal with mixed or partly occupied sites: nothing this program can compute with. */
export class PartialOccupancyError extends CoreError {
  readonly code = 'PartialOccupancy';
  constructor(site: string, occupancy: number, place: TextPlace | null) {
    const where = place === null ? '' : `Line ${place.line}, column ${place.column}: `;
    super(
      `${where}Site ${site} is occupied to ${occupancy}; only ordered crystals can be read, in which every site holds one whole atom`,
      place === null ? {} : { position: place.offset },
    );
  }
}

export class UnknownFormatError extends CoreError {
  readonly code = 'UnknownFormat';
}

/** More crystals than a file of the format holds. */
export class TooManyStructuresError extends CoreError {
  readonly code = 'TooManyStructures';
}

/** A format that says the energy of a crystal was asked for one whose energy is not known. */
export class EnergyMissingError extends CoreError {
  readonly code = 'EnergyMissing';
}
