import type { Prototype } from '../../prototypes/prototype-library.js';
import type { RankedTemplate } from './rank-templates.js';

/** A crystal of another anonymous formula to imitate. */
export interface DerivedTemplate extends RankedTemplate {
  /** Atomic number on each orbit of the prototype. */
  readonly orbitElements: readonly number[];
}

export interface DerivedTemplateOptions {
  /** May the prototype be imitated? */
  readonly accepts: (prototype: Prototype) => boolean;
}
