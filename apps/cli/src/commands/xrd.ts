import { reducedFormula } from '@kessho/core/composition/written-formula';
import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { matchPattern, rangeToMatch } from '@kessho/core/diffraction/match-pattern';
import { computePowderPattern } from '@kessho/core/diffraction/powder-pattern';
import { parseWavelength } from '@kessho/core/diffraction/radiation';
import { readPowderData } from '@kessho/core/formats/powder-data/read-powder-data';
import { linePrinter } from '../json-lines.js';
import { parseOptions } from '../parse-options.js';
import { readInputs, readText } from '../read-inputs.js';
import { UsageError } from '../usage-error.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  wavelength: { type: 'string', default: 'CuKa' },
  range: { type: 'string', default: '0,90' },
  match: { type: 'string' },
} as const;

/**
 * `xrd FILE… [--wavelength CuKa|MoKa|…|Å] [--range 0,90]`: X-ray powder patterns, peaks indexed in the cell of the file. `--match PATTERN.xy` tells how well each
 * structure explains a measured pattern (two columns, 2θ and intensity), with zero shift, scale and peak width fitted.
 */
export async function xrd(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS, { atLeast: 1, named: 'a structure file, or - for standard input' });
  const wavelength = parseWavelength(values.wavelength);
  const measured = values.match === undefined ? null : readPowderData(await readText(values.match));
  const twoThetaRange = parseRange(values.range);
  const printer = linePrinter(values.json);
  for await (const input of readInputs(positionals)) {
    try {
      if (input.frame === null) throw input.failure;
      const formula = reducedFormula(compositionFromSites(input.structure.atomicNumbers));
      const { peaks } = computePowderPattern(input.structure, { wavelength, twoThetaRange });
      // Whatever was measured is compared, also beyond the range that is listed.
      const match = measured === null ? null : matchPattern(computePowderPattern(input.structure, { wavelength, twoThetaRange: rangeToMatch(measured) }), measured);
      const line = { input: input.file, frame: input.frame, formula, wavelength, twoThetaRange, peaks, ...(match === null ? {} : { match }) };
      const table = peaks.map(({ twoTheta, intensity, dSpacing, families }) => {
        const indices = families.map(({ hkl, multiplicity }) => `${hkl.join(' ')} (${multiplicity})`).join(', ');
        return `  ${twoTheta.toFixed(3).padStart(8)}°  ${intensity.toFixed(2).padStart(6)}  d ${dSpacing.toFixed(4)} Å  ${indices}\n`;
      });
      const found = match === null ? '' : `: residual ${match.residual.toFixed(4)}, zero shift ${match.zeroShift.toFixed(3)}°, scale ${match.scale.toPrecision(4)}, width ${match.fullWidth.toFixed(3)}°`;
      printer.print(line, `${input.file}  ${formula}${found}\n${match === null ? table.join('') : ''}`);
    } catch (error) {
      printer.fail(input.file, error);
    }
  }
  return printer.exitCode();
}

/** `20,80`. @throws {UsageError} */
function parseRange(text: string): [number, number] {
  const [from = NaN, to = NaN, ...rest] = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (rest.length > 0 || !(from >= 0 && from < to && to <= 180)) throw new UsageError(`--range takes two angles 2θ in degrees within 0 and 180, as 20,80; not "${text}"`);
  return [from, to];
}
