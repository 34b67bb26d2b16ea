import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadSymmetryEngine } from '../src/symmetry/moyo-bridge.js';

/** Importing this file starts the symmetry engine: the one line a core test needs. */
loadSymmetryEngine(readFileSync(createRequire(import.meta.url).resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm')));
