import type { MessageKey } from './en';
import type { Locale } from './locale';

export type Dictionary = { readonly [key in MessageKey]: string };
export type MessageParameters = { readonly [name: string]: string | number };
export type Translate = (key: MessageKey, parameters?: MessageParameters) => string;

/** Fill in a text. A text with `|` holds the forms for one and for many, chosen by `{count}` under the plural rules of the language. */
export function formatMessage(text: string, locale: Locale, parameters: MessageParameters = {}): string {
  const forms = text.split('|');
  const count = parameters['count'];
  const isOne = typeof count === 'number' && new Intl.PluralRules(locale).select(count) === 'one';
  const form = forms.length > 1 && !isOne ? forms[1] : forms[0];
  return (form ?? text).replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = parameters[name];
    if (value === undefined) return placeholder;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

export const translator =
  (dictionary: Dictionary, locale: Locale): Translate =>
  (key, parameters) =>
    formatMessage(dictionary[key], locale, parameters);
