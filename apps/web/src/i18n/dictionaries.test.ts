import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DICTIONARIES } from './dictionaries';
import { en } from './en';
import { formatMessage } from './format-message';
import { localeFromHeader } from './locale';

const placeholders = (text: string): string[] => text.match(/\{\w+\}/g) ?? [];
const SOURCE = path.resolve(import.meta.dirname, '..');

describe('dictionaries', () => {
  it('have the same keys, no empty text, and no placeholder that English has not', () => {
    for (const dictionary of Object.values(DICTIONARIES)) {
      expect(Object.keys(dictionary).sort()).toEqual(Object.keys(en).sort());
      const wrong = Object.entries(dictionary).filter(
        ([key, text]) => text === '' || placeholders(text).some((placeholder) => !en[key as keyof typeof en].includes(placeholder)),
      );
      expect(wrong).toEqual([]);
    }
  });

  it('hold no text that no page shows', () => {
    const code = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(path.join(SOURCE, file), 'utf8'))
      .join('\n');
    // `state.${…}` uses all keys that begin with `state.` and have one more word.
    const templates = Array.from(
      code.matchAll(/`([a-zA-Z.]+\.)\$\{[^}]+\}((?:\.[a-zA-Z]+)?)`/g),
      ([, head, tail]) => new RegExp(`^${head}[^.]+${tail}$`),
    );
    const unused = Object.keys(en).filter((key) => !code.includes(`'${key}'`) && !templates.some((template) => template.test(key)));
    expect(unused).toEqual([]);
  });
});

describe('formatMessage', () => {
  it('chooses the form and fills in', () => {
    expect(formatMessage('{count} atom|{count} atoms', 'en', { count: 1 })).toBe('1 atom');
    expect(formatMessage('{count} atom|{count} atoms', 'en', { count: 1200 })).toBe('1,200 atoms');
    expect(formatMessage('{a} in {b}', 'en', { a: 'x' })).toBe('x in {b}');
  });
});

describe('localeFromHeader', () => {
  it.each([
    [null, 'en'],
    ['ja,en-US;q=0.8', 'ja'],
    ['de-DE,de;q=0.9,ja;q=0.3,en;q=0.7', 'en'],
    ['fr', 'en'],
  ])('%s → %s', (header, locale) => expect(localeFromHeader(header)).toBe(locale));
});
