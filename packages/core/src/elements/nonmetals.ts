import { symbolOf } from './elements.js';

const NONMETALS: ReadonlySet<string> = new Set('H He B C N O F Ne Si P S Cl Ar Ge As Se Br Kr Sb Te I Xe At Rn'.split(' '));

/** Whether an element is a nonmetal or metalloid: what forms covalent bonds and anions. @throws {UnknownElementError} */
export const isNonmetal = (atomicNumber: number): boolean => NONMETALS.has(symbolOf(atomicNumber));
