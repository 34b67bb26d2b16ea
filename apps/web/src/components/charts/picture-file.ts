/** What style sheets give to the parts of a chart; written into each part of a file, which has no style sheet. */
const INLINED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
] as const;

/** What means something on the page alone. */
const PAGE_ONLY = ['class', 'tabindex', 'role', 'aria-label', 'aria-labelledby', 'aria-describedby', 'aria-pressed', 'aria-hidden'] as const;

/** Pixels around the chart: labels may stand a little outside of it. */
const MARGIN = 16;
/** Pixels of a picture for one of the screen. */
const PICTURE_SCALE = 3;

/** A chart as an SVG of its own, as it is seen: colors of the theme, and its ground. */
export function svgTextOf(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const parts = chart.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((part, place) => {
    const original = parts[place];
    if (original !== undefined) inlineStyle(part, original, original.parentElement);
  });
  inlineStyle(copy, chart, null);
  const { width, height } = sizeOf(chart);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', [-MARGIN, -MARGIN, width, height].join(' '));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(groundOf(chart, width, height));
  return new XMLSerializer().serializeToString(copy);
}

/** What a part has of its own, written into its copy; all but the opacity is handed down from its parent. */
function inlineStyle(copy: Element, original: Element, parent: Element | null): void {
  const own = getComputedStyle(original);
  const inherited = parent && getComputedStyle(parent);
  const isOwn = (name: (typeof INLINED)[number]): boolean =>
    name === 'opacity' ? own.opacity !== '1' : own.getPropertyValue(name) !== inherited?.getPropertyValue(name);
  const style = INLINED.filter(isOwn).map((name) => `${name}:${own.getPropertyValue(name)}`);
  for (const name of [...INLINED, ...PAGE_ONLY]) copy.removeAttribute(name);
  if (style.length > 0) copy.setAttribute('style', style.join(';'));
}

function sizeOf(chart: SVGSVGElement): { readonly width: number; readonly height: number } {
  const box = chart.getBoundingClientRect();
  return { width: Math.ceil(box.width + 2 * MARGIN), height: Math.ceil(box.height + 2 * MARGIN) };
}

/** A rectangle in the color that lies beneath the chart on the page, without which the texts of a dark page cannot be read. */
function groundOf(chart: SVGSVGElement, width: number, height: number): SVGRectElement {
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const color = getComputedStyle(chart.closest('section') ?? document.documentElement).backgroundColor;
  const box = { x: -MARGIN, y: -MARGIN, width, height, fill: color };
  for (const [name, value] of Object.entries(box)) ground.setAttribute(name, String(value));
  return ground;
}

/** The same as a PNG, finer than on the screen. @throws {Error} where the browser makes no picture */
export async function pngOf(chart: SVGSVGElement): Promise<Blob> {
  const { width, height } = sizeOf(chart);
  const image = new Image(width, height);
  const address = URL.createObjectURL(new Blob([svgTextOf(chart)], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = PICTURE_SCALE * width;
    canvas.height = PICTURE_SCALE * height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (picture === null) throw new Error('The browser made no picture');
    return picture;
  } finally {
    URL.revokeObjectURL(address);
  }
}
