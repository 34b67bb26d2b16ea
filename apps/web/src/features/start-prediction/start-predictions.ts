import type { StartPredictionInput } from '@kessho/schema/generated/graphql';
import { StartPredictionDocument } from '@kessho/schema/generated/graphql';
import { browserClient } from '../../graphql/browser-client';

export interface StartMistake {
  /** The formula that was refused; those before it were started. */
  readonly formula: string;
  readonly isOfFormula: boolean;
  /** Null where the API did not answer. */
  readonly message: string | null;
  /** Offset within the formula. */
  readonly position: number | null;
}

export interface StartOutcome {
  readonly ids: readonly string[];
  readonly mistake: StartMistake | null;
}

/** Queue one prediction for each formula, in order. An equal one that is there already counts as started, so the same list may be sent again after a mistake. */
export async function startPredictions(formulas: readonly string[], options: Omit<StartPredictionInput, 'formula'>): Promise<StartOutcome> {
  const ids: string[] = [];
  for (const formula of formulas) {
    const { data, error } = await browserClient.mutation(StartPredictionDocument, { input: { ...options, formula } }).toPromise();
    const payload = data?.startPrediction;
    if (payload?.prediction == null) {
      const [userError] = payload?.userErrors ?? [];
      return {
        ids,
        mistake: {
          formula,
          isOfFormula: userError?.field.includes('formula') ?? false,
          message: userError?.message ?? error?.graphQLErrors[0]?.message ?? null,
          position: userError?.position ?? null,
        },
      };
    }
    ids.push(payload.prediction.id);
  }
  return { ids, mistake: null };
}
