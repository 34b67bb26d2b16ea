// Writes the Wyckoff positions of the 230 groups in their ITA standard setting, as moyo-wasm tabulates them, one group a line.
// Usage: node training/prototypes/dump-wyckoff-positions.mjs > training/prototypes/wyckoff-positions.jsonl
// moyopy does not expose this table; the Python side must use the one that the product uses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const wasmPath = require.resolve('@spglib/moyo-wasm/moyo_wasm_bg.wasm');
const moyo = await import('@spglib/moyo-wasm');
moyo.initSync({ module: readFileSync(wasmPath) });

/** Settings that ITA lists as standard: cell choice 1 of unique axis b, origin choice 2, hexagonal axes. */
const STANDARD_SETTINGS = ['', 'b', 'b1', '2', 'H'];

for (let number = 1; number <= 230; number += 1) {
  const entries = moyo.hall_symbol_entries_from_number(number);
  const entry = entries.find(({ setting }) => STANDARD_SETTINGS.includes(setting));
  if (entry === undefined) throw new Error(`no standard setting of ${number} among ${entries.map((e) => e.setting)}`);
  const positions = moyo
    .wyckoff_positions(entry.hall_number)
    .map(({ letter, multiplicity, coordinates }) => [letter, multiplicity, coordinates]);
  console.log(JSON.stringify({ number, hallNumber: entry.hall_number, centering: entry.centering, positions }));
}
