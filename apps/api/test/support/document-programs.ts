import { readFileSync } from 'node:fs';

/** The fenced blocks of one language in a Markdown file, joined to one program. @throws {Error} where there are none */
export function programIn(markdownFile: string, language: string): string {
  const blocks = [...readFileSync(markdownFile, 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, fence]) => fence === language);
  if (blocks.length === 0) throw new Error(`${markdownFile} has no ${language}`);
  return blocks.map(([, , code = '']) => code).join('\n');
}
