/** How a crystal is turned and how near it is. */
export interface ViewState {
  /** Quaternion x, y, z, w. */
  readonly orientation: readonly [number, number, number, number];
  readonly zoom: number;
}

const DECIMALS = 3;

/** `0.1,-0.2,0.3,0.927,1.5`, for the address. */
export const textFromView = ({ orientation, zoom }: ViewState): string =>
  [...orientation, zoom].map((x) => String(Number(x.toFixed(DECIMALS)))).join();

/** Null for anything that is no view. */
export function viewFromText(text: string | null): ViewState | null {
  const [x, y, z, w, zoom, ...rest] = (text ?? '').split(',').map(Number);
  if (x === undefined || y === undefined || z === undefined || w === undefined || zoom === undefined || rest.length > 0) return null;
  const length = Math.hypot(x, y, z, w);
  if (!(length > 0.5 && length < 2 && zoom > 0 && zoom < 100)) return null;
  return { orientation: [x / length, y / length, z / length, w / length], zoom };
}
