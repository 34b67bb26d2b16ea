import type { Answer } from './answer.js';
import type { OptimadeSettings } from './optimade-settings.js';
import { API_VERSION } from './optimade-settings.js';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** For people who open a base URL. */
export function basePage(baseUrl: string, { providerName, providerDescription }: OptimadeSettings): Answer {
  const link = (path: string): string => `<li><a href="${escapeHtml(encodeURI(`${baseUrl}${path}`))}">${escapeHtml(path)}</a></li>`;
  const paths = [
    '/versions',
    '/v1/info',
    '/v1/info/structures',
    '/v1/structures',
    '/v1/references',
    '/v1/links',
    '/v1/structures?filter=elements HAS ALL "Na","Cl"',
  ];
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': "default-src 'none'" },
    body: `<!doctype html><html lang="en"><head><title>${escapeHtml(providerName)}: OPTIMADE</title></head><body><h1>${escapeHtml(providerName)}</h1>
<p>${escapeHtml(providerDescription)}</p><p>This is the base URL of an API of <a href="https://www.optimade.org">OPTIMADE</a> ${API_VERSION}.</p>
<ul>${paths.map(link).join('')}</ul></body></html>`,
  };
}
