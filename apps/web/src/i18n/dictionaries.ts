import { en } from './en';
import type { Dictionary } from './format-message';
import { ja } from './ja';
import type { Locale } from './locale';

export const DICTIONARIES: { readonly [locale in Locale]: Dictionary } = { en, ja };
