import { operationsOf } from '../../symmetry/operations-of.js';
import { spaceGroupSymbol } from '../../symmetry/space-group.js';
import type { SymmetryOperation } from '../../symmetry/symmetry-operation.js';
import { IDENTITY_MAT3 } from '../../numerics/mat3.js';
import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { shorten } from '../text-lines.js';
import type { CifBlock, CifValue } from './cif-blocks.js';
import { operationFromXyz } from './operation-xyz.js';

const OPERATION_TAGS = ['_space_group_symop_operation_xyz', '_symmetry_equiv_pos_as_xyz'];
const NUMBER_TAGS = ['_space_group_it_number', '_symmetry_int_tables_number'];
const SYMBOL_TAGS = ['_space_group_name_h-m_alt', '_symmetry_space_group_name_h-m', '_space_group_name_h-m_full'];
const IDENTITY: SymmetryOperation = { rotation: IDENTITY_MAT3, translation: [0, 0, 0] };

/** The first value of the first of these tags that has one. */
export function firstValue({ columns }: CifBlock, tags: readonly string[]): (CifValue & { readonly text: string }) | null {
  for (const tag of tags) {
    const [value] = columns.get(tag) ?? [];
    if (value !== undefined && value.text !== null) return { text: value.text, place: value.place };
  }
  return null;
}

/**
 * The symmetry operations of a data block: those it lists; else the tabulated ones of the group it names, which must be in the standard setting;
 * else the identity. Calls the symmetry engine only for tabulated ones.
 * @throws {ParseFailedError} for an operation that cannot be read, and for a named group or setting that is not in the tables
 */
export function operationsOfBlock(block: CifBlock): readonly SymmetryOperation[] {
  const listed = OPERATION_TAGS.flatMap((tag) => block.columns.get(tag) ?? []).filter((value) => value.text !== null);
  if (listed.length > 0) return listed.map(({ text, place }) => operationFromXyz(text as string, place));
  const number = firstValue(block, NUMBER_TAGS);
  const symbol = firstValue(block, SYMBOL_TAGS);
  if (number === null && symbol === null) return [IDENTITY];
  return operationsOf(
    number === null ? numberFromSymbol((symbol as CifValue).text as string, (symbol as CifValue).place) : numberInStandardSetting(number, symbol),
  );
}

function numberInStandardSetting({ text, place }: CifValue & { text: string }, symbol: (CifValue & { text: string }) | null): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 230) throw new ParseFailedError(`"${shorten(text)}" is no space-group number`, place);
  if (symbol !== null && numberFromSymbol(symbol.text, symbol.place) !== number) {
    throw new ParseFailedError(
      `${shorten(symbol.text)} is not space group ${number} in its standard setting, and no operations are listed`,
      symbol.place,
    );
  }
  return number;
}

/** @throws {ParseFailedError} for a symbol that is not the standard one of some group */
function numberFromSymbol(symbol: string, place: TextPlace): number {
  const [name, choice] = normalize(symbol).split(':');
  const groups = Array.from({ length: 230 }, (_, k) => k + 1);
  const number = groups.find((group) => normalize(spaceGroupSymbol(group)) === name);
  // Standard are origin choice 2 and hexagonal axes; b1 is the standard monoclinic setting.
  if (number === undefined || (choice !== undefined && !['2', 'h', 'b1', 'b'].includes(choice))) {
    throw new ParseFailedError(`No operations are listed, and "${shorten(symbol)}" is not the standard symbol of a space group`, place);
  }
  return number;
}

/** Without blanks and underscores, monoclinic groups in the short form, the old `m3m` as `m-3m`, `H` and `R` suffixes as `:h` and `:r`. */
function normalize(symbol: string): string {
  const [name, choice] = symbol.trim().split(/\s*:\s*|\s+(?=[HRZS]$)/i);
  const short = name
    .replace(/[\s_()]/g, '')
    .toLowerCase()
    .replace(/^([pabci])1(?!$)(.+)1$/, '$1$2')
    .replace(/^([pif][mnad]\d?)3/, '$1-3')
    .replace(/^([pif]a)3/, '$1-3');
  return choice === undefined ? short : `${short}:${choice.toLowerCase()}`;
}
