import { operationsOf } from '../../symmetry/operations-of.js';
import { operationsOfSetting, type SpaceGroupSetting, spaceGroupSettings } from '../../symmetry/settings.js';
import { spaceGroup as tabulated } from '../../symmetry/space-group.js';
import type { SymmetryOperation } from '../../symmetry/symmetry-operation.js';
import { IDENTITY_MAT3 } from '../../numerics/mat3.js';
import { ParseFailedError } from '../format-errors.js';
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
 * The symmetry operations of a data block: those it lists; else the tabulated ones of the group and setting it names; else the identity. A symbol
 * without a choice of origin or axes means the standard one. Calls the symmetry engine only for tabulated operations.
 * @throws {ParseFailedError} for an operation that cannot be read, and for a named group or setting that is not in the tables
 */
export function operationsOfBlock(block: CifBlock): readonly SymmetryOperation[] {
  const listed = OPERATION_TAGS.flatMap((tag) => block.columns.get(tag) ?? []).filter((value) => value.text !== null);
  if (listed.length > 0) return listed.map(({ text, place }) => operationFromXyz(text as string, place));
  const number = firstValue(block, NUMBER_TAGS);
  const symbol = firstValue(block, SYMBOL_TAGS);
  if (symbol === null) return number === null ? [IDENTITY] : operationsOf(spaceGroupNumber(number));
  return operationsOfSetting(settingOf(symbol, number === null ? null : spaceGroupNumber(number)));
}

function spaceGroupNumber({ text, place }: CifValue & { readonly text: string }): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 230) throw new ParseFailedError(`"${shorten(text)}" is no space-group number`, place);
  return number;
}

/** @throws {ParseFailedError} for a symbol that names no setting, none of this group, or several of which none is the standard one */
function settingOf({ text, place }: CifValue & { readonly text: string }, number: number | null): SpaceGroupSetting {
  const [name, choice] = normalize(text).split(':');
  const named = spaceGroupSettings().filter(
    (setting) => (normalize(setting.fullSymbol) === name || normalize(setting.shortSymbol) === name) && isChosen(setting, choice ?? null),
  );
  if (named.length === 0)
    throw new ParseFailedError(`No operations are listed, and "${shorten(text)}" is not the symbol of a space group in a tabulated setting`, place);
  const candidates = number === null ? named : named.filter(({ spaceGroup }) => spaceGroup === number);
  if (candidates.length === 0) throw new ParseFailedError(`${shorten(text)} is not space group ${number}, and no operations are listed`, place);
  const standard = candidates.find(({ spaceGroup, hallNumber }) => tabulated(spaceGroup).hallNumber === hallNumber);
  if (standard === undefined && candidates.length > 1)
    throw new ParseFailedError(`${shorten(text)} names several settings, and no operations are listed`, place);
  return standard ?? candidates[0];
}

/** `b` is short for `b1`. */
const isChosen = ({ choice }: SpaceGroupSetting, wanted: string | null): boolean =>
  wanted === null || [wanted, `${wanted}1`].includes(choice.toLowerCase());

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
