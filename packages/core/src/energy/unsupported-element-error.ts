import { ELEMENT_COUNT, symbolOf } from '../elements/elements.js';
import { CoreError } from '../errors.js';

/** A structure or composition holds elements that a model was not trained on. */
export class UnsupportedElementError extends CoreError {
  readonly code = 'UnsupportedElement';
  /** In rising atomic number. */
  readonly symbols: readonly string[];

  constructor(model: string, symbols: readonly string[]) {
    super(`${model} was not trained on ${symbols.join(', ')}`);
    this.symbols = symbols;
  }
}

/** @param model its name, for the message @throws {UnsupportedElementError} */
export function assertSupported(model: string, elements: ReadonlySet<number>, atomicNumbers: Iterable<number>): void {
  const unsupported = [...new Set(atomicNumbers)].filter((z) => !elements.has(z)).sort((a, b) => a - b);
  if (unsupported.length > 0) throw new UnsupportedElementError(model, unsupported.map(nameOf));
}

const nameOf = (z: number): string => (z >= 1 && z <= ELEMENT_COUNT ? symbolOf(z) : `atomic number ${z}`);
