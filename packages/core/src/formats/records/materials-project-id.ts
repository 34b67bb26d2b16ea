/**
 * One name for each id of the Materials Project. Its older ids are numbers, `mp-149`, its newer ones letters, to the base 26 with a = 0 and padded with it:
 * `mp-149`, `mp-ft` and `mp-aaaaaaft` are one material (`AlphaID` of emmet, https://github.com/materialsproject/emmet). Ids beside this scheme stay as they are.
 */
const ID = /^(mp|mvc)-(?:(\d+)|([a-z]+))$/;

/** `mp-ft` for each of `mp-149`, `mp-ft` and `mp-aaaaaaft`. */
export function canonicalMaterialsProjectId(id: string): string {
  const [, prefix, digits, letters] = ID.exec(id) ?? [];
  if (prefix === undefined) return id;
  const written = digits === undefined ? (letters ?? '') : lettersOf(BigInt(digits));
  return `${prefix}-${written.replace(/^a+(?=.)/, '')}`;
}

/** Numbers of any size: an id is not to lose digits. */
function lettersOf(number: bigint): string {
  const last = String.fromCharCode(97 + Number(number % 26n));
  return number < 26n ? last : lettersOf(number / 26n) + last;
}
