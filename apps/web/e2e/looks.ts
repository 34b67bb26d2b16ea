import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityFindings } from './inspect-page';

export const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');

export const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 390, height: 844 };

export interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale: string;
}

export const LOOKS: readonly Look[] = [
  { colorScheme: 'light', viewport: WIDE, locale: 'en-US' },
  { colorScheme: 'dark', viewport: WIDE, locale: 'ja-JP' },
  { colorScheme: 'light', viewport: NARROW, locale: 'ja-JP' },
  { colorScheme: 'dark', viewport: NARROW, locale: 'en-US' },
];

export const HUGE: Look = { colorScheme: 'light', viewport: { width: 3840, height: 2160 }, locale: 'en-US' };

export interface LookedAtPage {
  readonly address: string;
  /** Run before the picture is taken: opens what is folded. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Take a picture of each page in every look, let axe judge it, and see that nothing is wider than the screen. */
export async function lookAtPages(
  browser: Browser,
  baseURL: string,
  looks: readonly Look[],
  pages: { readonly [name: string]: LookedAtPage },
): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const look of looks) {
    for (const [name, { address, prepare }] of Object.entries(pages)) {
      const label = [name, look.colorScheme, look.viewport.width, look.locale.slice(0, 2)].join('-');
      const context = await browser.newContext({ baseURL, ...look });
      try {
        const page = await context.newPage();
        await page.goto(address, { waitUntil: 'networkidle' });
        await prepare?.(page);
        await page.waitForTimeout(400);
        await page.screenshot({ path: path.join(SCREENSHOTS, `${label}.png`), fullPage: look !== HUGE });
        expect(await accessibilityFindings(page), label).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), `${label}: wider than the screen`).toBeLessThanOrEqual(0);
      } finally {
        await context.close();
      }
    }
  }
}
