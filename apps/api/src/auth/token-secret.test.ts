import { describe, expect, it } from 'vitest';
import { createTokenText, hashSecret, matchesHash, readTokenText } from './token-secret.js';

describe('tokens', () => {
  it('are read back as they were made', () => {
    const { token, prefix, secretHash } = createTokenText();
    const parts = readTokenText(token);
    expect(parts?.prefix).toBe(prefix);
    expect(matchesHash(parts?.secret ?? '', secretHash)).toBe(true);
    expect(matchesHash(`${parts?.secret}x`, secretHash)).toBe(false);
    expect(createTokenText().token).not.toBe(token);
  });

  it('hash as sha256 does (FIPS 180-4, example "abc")', () => {
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it.each(['', 'kessho_', 'kessho_short_x', 'other_12345678_0123456789012345678901234567890123456789'])('no other text is one: %j', (text) => {
    expect(readTokenText(text)).toBeNull();
  });
});
