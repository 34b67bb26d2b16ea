import { describe, expect, it } from 'vitest';
import { canonicalMaterialsProjectId } from './materials-project-id.js';

describe('canonicalMaterialsProjectId', () => {
  it.each([
    ['mp-149', 'mp-ft'],
    ['mp-ft', 'mp-ft'],
    ['mp-aaaaaaft', 'mp-ft'],
    ['mp-0', 'mp-a'],
    ['mp-aaaaaaaa', 'mp-a'],
    ['mp-26', 'mp-ba'],
    // the last number that was given out
    ['mp-3347529', 'mp-hilzd'],
    ['mp-90071992547409931', `mp-${lettersByBase(90071992547409931n)}`],
    ['mvc-149', 'mvc-ft'],
  ])('%s is %s', (id, canonical) => {
    expect(canonicalMaterialsProjectId(id)).toBe(canonical);
  });

  it.each(['149', 'ft', 'element-Si-0', 'mp-', 'mp-149-GGA', 'mp-FT', 'mp-1a', 'agm-149', 'archive.zip/mp-149'])('leaves %s alone', (id) => {
    expect(canonicalMaterialsProjectId(id)).toBe(id);
  });
});

/** By the digits that JavaScript itself writes to the base 26, 0–9 and a–p. */
function lettersByBase(number: bigint): string {
  return [...number.toString(26)].map((digit) => String.fromCharCode(97 + parseInt(digit, 26))).join('');
}
