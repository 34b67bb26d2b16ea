import type { ViewDirection } from './orientation';

/** What the pointer, the buttons and the keys can do to a view. */
export interface ViewControl {
  /** Radians. */
  readonly turnBy: (aroundUpright: number, aroundHorizontal: number) => void;
  readonly zoomBy: (factor: number) => void;
  readonly lookAlong: (direction: ViewDirection) => void;
  readonly reset: () => void;
}

/** The view of one crystal, which can also be taken away as a file. */
export interface CrystalView extends ViewControl {
  readonly toPng: () => Promise<Blob>;
  readonly toGlb: () => Promise<Blob>;
}
