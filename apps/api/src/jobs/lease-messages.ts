import type { LeasedTable } from './lease.js';

/** What the thread is started with. */
export interface LeaseSettings {
  readonly url: string;
  /** Row of `worker`. */
  readonly workerId: string;
}

/** To the thread that keeps the claim: hold this one; hold none; the main thread is alive. */
export type LeaseOrder =
  { readonly kind: 'hold'; readonly table: LeasedTable; readonly token: string } | { readonly kind: 'release' } | { readonly kind: 'alive' };

/** From it: this claim is gone. */
export interface LeaseAnswer {
  readonly kind: 'lost';
  readonly token: string;
}
