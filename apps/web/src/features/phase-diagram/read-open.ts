import type { Element, OpenElementInput } from '@kessho/schema/generated/graphql';

export interface OpenElement extends Pick<OpenElementInput, 'chemicalPotential'> {
  readonly element: Element;
  /** eV/atom from the reference phase of the element. */
  readonly chemicalPotential: number;
}

/** eV/atom: what a slider of chemical potentials can say. */
export const LOWEST_POTENTIAL = -8;

/**
 * `O:-1.5,H:-0.2`, for the address: elements of the system that the surroundings supply. What is no such pair is left out, and so is the last element
 * that would leave none to draw.
 */
export function readOpen(text: string | null, elements: readonly Element[]): OpenElement[] {
  const open: OpenElement[] = [];
  for (const part of (text ?? '').split(',')) {
    const [symbol, value = ''] = part.split(':');
    const element = elements.find((candidate) => candidate === symbol);
    const chemicalPotential = Number(value);
    if (element === undefined || value === '' || !(chemicalPotential <= 0 && chemicalPotential >= LOWEST_POTENTIAL)) continue;
    if (open.some((other) => other.element === element) || open.length >= elements.length - 1) continue;
    open.push({ element, chemicalPotential });
  }
  return open;
}

/** Null for none, so that the address stays short. */
export const textFromOpen = (open: readonly OpenElement[]): string | null =>
  open.length === 0 ? null : open.map(({ element, chemicalPotential }) => `${element}:${chemicalPotential}`).join(',');

/** The elements of which the composition is told, in the order of the visitor. */
export const closedElements = (elements: readonly Element[], open: readonly OpenElement[]): Element[] =>
  elements.filter((element) => open.every((other) => other.element !== element));
