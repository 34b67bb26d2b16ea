import { loadSymmetryEngine } from '@kessho/core/symmetry/moyo-bridge';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Start the symmetry engine of the core from the package that carries its WebAssembly file; every Node entry point calls this once.
 * @throws {SymmetryEngineTrappedError} where the file is not the engine; a Node error where it is missing
 */
export function loadSymmetryEngineFromPackage(): void {
  loadSymmetryEngine(readFileSync(createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm')));
}
