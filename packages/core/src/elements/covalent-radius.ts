import { elementOf } from './elements.js';

/** Å; stands in for the elements beyond curium, which have no tabulated radius: it is that of curium. */
const HEAVIEST_RADIUS = 1.69;

/** Single-bond covalent radius, Å, for every element (Cordero 2008; that of curium beyond it). @throws {UnknownElementError} */
export const covalentRadiusOf = (atomicNumber: number): number => elementOf(atomicNumber).covalentRadius ?? HEAVIEST_RADIUS;
