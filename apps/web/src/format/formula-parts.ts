export interface FormulaPart {
  readonly text: string;
  readonly isSubscript: boolean;
}

/** Split a formula into symbols and numbers: a number is a subscript where it follows a letter or a closing bracket, and a factor elsewhere. */
export const formulaParts = (formula: string): FormulaPart[] =>
  Array.from(formula.matchAll(/\d+(?:\.\d+)?|[^\d]+/g), (match) => ({
    text: match[0],
    isSubscript: /^\d/.test(match[0]) && /[A-Za-z)\]}]/.test(formula[match.index - 1] ?? ''),
  }));
