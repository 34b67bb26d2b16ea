export interface LabelWish {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PlacedLabel {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end' | 'middle';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Pixels: a character of the labels' font, its height, and the distance from the point. */
const CHARACTER = 6.4;
const HEIGHT = 13;
const GAP = 9;

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Place labels beside their points, the first wishes first: to the right, to the left, above or below, whichever covers neither a placed label nor a
 * point. A label that fits nowhere is left out; its point says the same on focus.
 */
export function placeLabels(wishes: readonly LabelWish[], points: readonly { readonly x: number; readonly y: number }[]): PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
  return wishes.flatMap(({ id, x, y, text }): PlacedLabel[] => {
    const width = text.length * CHARACTER;
    const choices = [
      { anchor: 'start', left: x + GAP, middle: y },
      { anchor: 'end', left: x - GAP - width, middle: y },
      { anchor: 'middle', left: x - width / 2, middle: y - GAP - HEIGHT / 2 },
      { anchor: 'middle', left: x - width / 2, middle: y + GAP + HEIGHT / 2 },
    ] as const;
    for (const { anchor, left, middle } of choices) {
      const box = { left, right: left + width, top: middle - HEIGHT / 2, bottom: middle + HEIGHT / 2 };
      if (taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return [{ id, anchor, x: anchor === 'start' ? left : anchor === 'end' ? box.right : x, y: middle }];
    }
    return [];
  });
}
