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
    if (original === undefined) return;
    const style = getComputedStyle(original);
    part.setAttribute('style', INLINED.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
    for (const name of ['class', 'tabindex', 'role', 'aria-label', 'aria-pressed']) part.removeAttribute(name);
  });
  const { width, height } = sizeOf(chart);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', [-MARGIN, -MARGIN, width, height].join(' '));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  for (const name of ['class', 'role', 'aria-labelledby', 'aria-describedby']) copy.removeAttribute(name);
  copy.prepend(groundOf(chart, width, height));
  return new XMLSerializer().serializeToString(copy);
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
