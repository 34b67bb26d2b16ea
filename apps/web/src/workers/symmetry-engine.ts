import { loadSymmetryEngine } from '@kessho/core/symmetry/moyo-bridge';

let started: Promise<void> | null = null;

/** Load the symmetry engine once. @throws {Error} where its file does not come; the next call tries again */
export function startSymmetryEngine(): Promise<void> {
  started ??= load().catch((error: unknown) => {
    started = null;
    throw error;
  });
  return started;
}

async function load(): Promise<void> {
  const response = await fetch(new URL('@spglib/moyo-wasm/moyo_wasm_bg.wasm', import.meta.url));
  if (!response.ok) throw new Error(`The symmetry engine could not be loaded (${response.status})`);
  loadSymmetryEngine(new Uint8Array(await response.arrayBuffer()));
}
