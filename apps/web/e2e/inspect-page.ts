import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core finds wrong with the page, one line for each finding. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** Compressed bytes of script on every page without a viewer. */
export const SCRIPT_LIMIT = 200_000;

/** Compressed bytes of script that a first visit loads. */
export async function scriptBytes(page: Page, url: string): Promise<number> {
  let total = 0;
  const pending: Promise<void>[] = [];
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return;
    pending.push(
      response
        .finished()
        .then(() => response.request().sizes())
        .then(({ responseBodySize }) => void (total += responseBodySize)),
    );
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(500);
  await Promise.all(pending);
  return total;
}
