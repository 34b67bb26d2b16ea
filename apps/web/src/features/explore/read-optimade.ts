import { CoreError } from '@kessho/core/errors';
import { parseFilter } from '@kessho/core/formats/optimade-filter/parse-filter';
import type { PlacedMistake } from '../../components/mistake-place';

/** Where a text is no filter of OPTIMADE; null where it is one, or empty. What properties there are the API says. */
export function findFilterMistake(text: string): PlacedMistake | null {
  if (text.trim() === '') return null;
  try {
    parseFilter(text);
    return null;
  } catch (error) {
    if (error instanceof CoreError) return { message: error.message.replace(/^Character \d+: /, ''), position: error.position };
    throw error;
  }
}
