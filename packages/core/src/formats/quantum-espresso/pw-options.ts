import { ParseFailedError } from '../format-errors.js';
import { DEFAULT_POINTS_PER_ATOM } from '../k-mesh.js';
import { asNumber, asObject, asString, field } from '../pymatgen-json/json-fields.js';
import { parseLocatedJson } from '../pymatgen-json/located-json.js';

/** The pseudopotential of an element. */
export interface Pseudopotential {
  readonly fileName: string;
  /** Cutoffs of wave functions and charge density, Ry. */
  readonly wavefunctionCutoff: number;
  readonly densityCutoff: number;
}

export interface PwOptions {
  readonly calculation: 'scf' | 'vc-relax';
  readonly pseudopotentialOf: (symbol: string) => Pseudopotential;
  readonly pointsPerAtom: number;
}

/**
 * Files as the PBE tables of PseudoDojo name them, and cutoffs to begin with: norm-conserving, so the density takes four times the cutoff of the wave
 * functions. Converge them for results that count.
 * @see M. J. van Setten et al., Comput. Phys. Commun. 226, 39 (2018), doi:10.1016/j.cpc.2018.01.012
 */
export const DEFAULT_PW_OPTIONS: PwOptions = {
  calculation: 'vc-relax',
  pseudopotentialOf: (symbol) => ({ fileName: `${symbol}.upf`, wavefunctionCutoff: 90, densityCutoff: 360 }),
  pointsPerAtom: DEFAULT_POINTS_PER_ATOM,
};

/**
 * Read a table of pseudopotentials as the Standard Solid State Pseudopotentials publish theirs: JSON, for each element
 * `{ "filename", "cutoff_wfc", "cutoff_rho" }`, cutoffs in Ry.
 * @returns looks an element up; throws {ParseFailedError} for one that the table has not
 * @throws {ParseFailedError}
 * @see G. Prandini et al., npj Comput. Mater. 4, 72 (2018), doi:10.1038/s41524-018-0127-2
 */
export function readPseudopotentialTable(text: string): PwOptions['pseudopotentialOf'] {
  const root = asObject(parseLocatedJson(text), 'The table');
  const table = new Map(
    [...root.fields].map(([symbol, node]): [string, Pseudopotential] => {
      const row = asObject(node, `The pseudopotential of ${symbol}`);
      return [
        symbol,
        {
          fileName: asString(field(row, 'filename'), 'filename'),
          wavefunctionCutoff: asNumber(field(row, 'cutoff_wfc'), 'cutoff_wfc'),
          densityCutoff: asNumber(field(row, 'cutoff_rho'), 'cutoff_rho'),
        },
      ];
    }),
  );
  return (symbol) => {
    const found = table.get(symbol);
    if (found === undefined) throw new ParseFailedError(`The table of pseudopotentials has none for ${symbol}`, null);
    return found;
  };
}
