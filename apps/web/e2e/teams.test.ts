import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');

interface Received {
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

describe.skipIf(executablePath === null)('a team', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;
  let receiver: Server;
  let hookUrl: string;
  const received: Received[] = [];

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        received.push({ type: (JSON.parse(body) as { type: string }).type, headers: request.headers, body });
        response.writeHead(received.length === 1 ? 503 : 204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    hookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/kessho`;
    system = await startSystem({ KESSHO_WEBHOOK_PRIVATE: 'on', KESSHO_WEBHOOK_RETRY_SECONDS: '0.3,0.3' });
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    page = await (await browser.newContext({ baseURL: system.url, viewport: { width: 1360, height: 900 }, locale: 'en-US' })).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    receiver?.close();
  });

  const comments = (of: Page) => of.getByRole('region', { name: 'Comments' });
  let prediction: string;
  let token: string;

  it('adds a webhook, whose deliveries are signed, repeated and logged', async () => {
    await page.goto('/settings');
    await page.getByLabel('Address').fill('nonsense');
    await page.getByRole('button', { name: 'Add webhook' }).click();
    await page.getByText('This is no address').waitFor();
    await page.getByLabel('Address').fill(hookUrl);
    await page.getByLabel('new comment').check();
    await page.getByRole('button', { name: 'Add webhook' }).click();
    const secret = (await page.locator('pre code').textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'Send test event' }).click();
    await page.getByText('1 delivery').click();
    const table = page.getByRole('table', { name: `Deliveries to ${hookUrl}` });
    await table.getByText('delivered').waitFor();
    expect(await table.getByRole('row').nth(1).getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['delivered', '204', '2']));
    expect(received.map(({ type }) => type)).toEqual(['webhook.test', 'webhook.test']);
    for (const { headers, body } of received) {
      const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(content)
        .digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    }
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('invites a member, who gets a token', async () => {
    await page.goto('/settings');
    await page.getByLabel('Name of the member').fill('Ada');
    await page.getByRole('button', { name: 'Invite' }).click();
    token = (await page.locator('pre code').textContent()) ?? '';
    expect(token).toMatch(/^kessho_/);
    await page.getByRole('table', { name: 'Members' }).getByRole('rowheader', { name: 'Ada' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'settings-team.png'), fullPage: true });
  });

  it('comments; addresses can be followed and markup is only shown; the webhook hears of it', async () => {
    await page.goto('/?formula=Na3PS4');
    await page.getByRole('radio', { name: 'Thorough' }).check();
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await page.waitForURL('**/predictions/*');
    prediction = new URL(page.url()).pathname;
    await comments(page).getByText('Nobody has said anything yet.').waitFor();
    await page.getByLabel('Your comment').fill('Compare with https://papers.example/na3ps4.\n<b>Not bold</b>');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await comments(page).getByText('<b>Not bold</b>').waitFor();
    expect(await comments(page).getByRole('link').getAttribute('href')).toBe('https://papers.example/na3ps4');
    expect(await comments(page).getByRole('listitem').getByText('Local owner').count()).toBe(1);
    await expect.poll(() => received.at(-1)?.type).toBe('comment.created');
    expect(await accessibilityFindings(page)).toEqual([]);
    await comments(page).screenshot({ path: path.join(SCREENSHOTS, 'comments.png') });
  });

  it('gathers the prediction in a project, with what is said of it', async () => {
    await page.goto('/projects');
    await page.getByText('No project yet.').waitFor();
    await page.getByLabel('Name').fill('Solid electrolytes');
    await page.getByRole('button', { name: 'Create project' }).click();
    await page.waitForURL('**/projects/*');
    await page.getByText('No prediction in it yet.').waitFor();
    await page.goto(prediction);
    await page.getByLabel('Add to').selectOption({ label: 'Solid electrolytes' });
    await page.getByRole('button', { name: 'Add to project' }).click();
    await page.getByRole('link', { name: 'Solid electrolytes' }).click();
    await page.getByRole('table', { name: 'Predictions' }).getByRole('link', { name: /Na/ }).waitFor();
    await page.getByText('<b>Not bold</b>').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.screenshot({ path: path.join(SCREENSHOTS, 'project.png'), fullPage: true });
  });

  it('starts a prediction and a search in a project that is chosen, and in none that is not', { timeout: 120_000 }, async () => {
    const choice = page.getByRole('combobox', { name: 'Project', exact: true });
    const present = page.getByRole('region', { name: 'Projects' });
    const chosen = () => choice.locator('option:checked').textContent();
    await page.goto('/projects');
    await page.getByRole('link', { name: 'Solid electrolytes' }).click();
    await page.getByRole('link', { name: 'Predict structures in it' }).click();
    await choice.waitFor();
    expect(await chosen()).toBe('Solid electrolytes');
    await page.getByRole('textbox', { name: 'Composition' }).fill('K3PS4');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Predict structures' }).click();
    await page.waitForURL('**/predictions/*');
    await present.getByRole('link', { name: 'Solid electrolytes' }).click();
    await page.getByRole('link', { name: 'Start a search in it' }).click();
    await choice.waitFor();
    expect(await chosen()).toBe('Solid electrolytes');
    const search = async (seed: string) => {
      await page.getByLabel('Formula or chemical system').fill('MgO');
      await page.getByLabel('Relaxations').fill('2');
      await page.getByLabel('Most atoms in a cell').fill('4');
      await page.getByLabel('Seed').fill(seed);
      await page.getByRole('button', { name: 'Start search' }).click();
      await page.waitForURL('**/searches/*');
      await present.waitFor();
    };
    await search('in');
    await present.getByRole('link', { name: 'Solid electrolytes' }).waitFor();
    await page.goto('/searches');
    expect(await chosen()).toBe('none');
    await search('out');
    expect(await present.getByRole('link').count()).toBe(0);
    await page.goto('/searches');
    await choice.selectOption({ label: 'Solid electrolytes' });
    expect(new URL(page.url()).searchParams.get('project')).not.toBeNull();
    await search('chosen');
    await present.getByRole('link', { name: 'Solid electrolytes' }).click();
    await page.getByRole('table', { name: 'Predictions' }).getByRole('link', { name: 'K3PS4' }).waitFor();
    expect(await page.getByRole('table', { name: 'Searches' }).getByRole('link', { name: 'MgO' }).count()).toBe(2);
  });

  it('lets the member sign in, comment under her own name, and change nobody else’s comments', async () => {
    const context = await browser.newContext({ baseURL: system.url, viewport: { width: 1360, height: 900 }, locale: 'en-US' });
    const hers = await context.newPage();
    await hers.goto('/sign-in');
    await hers.getByLabel('Token', { exact: true }).fill(`${token.slice(0, -4)}AAAA`);
    await hers.getByRole('button', { name: 'Sign in' }).click();
    await hers.getByText('This token is not valid.').waitFor();
    expect(await accessibilityFindings(hers)).toEqual([]);
    await hers.getByLabel('Token', { exact: true }).fill(token);
    await hers.getByRole('button', { name: 'Sign in' }).click();
    await hers.waitForURL(`${system.url}/`);
    expect((await context.cookies()).find(({ name }) => name === 'kessho_token')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await hers.goto('/settings');
    await hers.getByText('Owners alone see members').waitFor();

    await hers.goto(prediction);
    await comments(hers).getByText('<b>Not bold</b>').waitFor();
    expect(await comments(hers).getByRole('button', { name: /^Edit/ }).count()).toBe(0);
    await hers.getByLabel('Your comment').fill('I agre');
    await hers.getByRole('button', { name: 'Comment', exact: true }).click();
    await comments(hers).getByRole('button', { name: 'Edit the comment of Ada' }).click();
    await hers.getByLabel('Your comment').first().fill('I agree');
    await hers.getByRole('button', { name: 'Save' }).click();
    await comments(hers).getByText('I agree', { exact: true }).waitFor();
    await comments(hers).getByText('edited').waitFor();
    await context.close();
  });

  it('removes the member: her token no longer opens anything, and what she said stays', async () => {
    const context = await browser.newContext({ baseURL: system.url, locale: 'en-US' });
    const hers = await context.newPage();
    await hers.goto('/sign-in');
    await hers.getByLabel('Token', { exact: true }).fill(token);
    await hers.getByRole('button', { name: 'Sign in' }).click();
    await hers.waitForURL(`${system.url}/`);

    await page.goto('/settings');
    await page.getByRole('button', { name: 'Remove Ada' }).click();
    await page.getByRole('button', { name: 'Remove Ada and revoke' }).click();
    await page.getByRole('table', { name: 'Members' }).getByRole('rowheader', { name: 'Ada' }).waitFor({ state: 'detached' });
    await hers.goto('/jobs');
    await hers.waitForURL('**/sign-in');
    // What is left is what anyone has on this machine.
    await hers.getByRole('button', { name: 'Sign out' }).click();
    await hers.waitForURL(`${system.url}/`);
    await context.close();

    await page.goto(prediction);
    await comments(page).getByText('I agree', { exact: true }).waitFor();
    await comments(page).getByText('Ada', { exact: true }).waitFor();
    await comments(page).getByRole('button', { name: 'Delete the comment of Ada' }).click();
    await comments(page).getByRole('button', { name: 'Delete the comment of Ada for good' }).click();
    await comments(page).getByText('I agree', { exact: true }).waitFor({ state: 'detached' });
  });

  it('has its say on a phone, in the dark and in Japanese', async () => {
    const narrow = await browser.newContext({ baseURL: system.url, viewport: { width: 390, height: 844 }, locale: 'ja-JP', colorScheme: 'dark' });
    const phone = await narrow.newPage();
    for (const address of ['/settings', '/sign-in', '/projects', prediction]) {
      await phone.goto(address);
      if (address === prediction) await phone.getByText('<b>Not bold</b>').waitFor();
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await accessibilityFindings(phone)).toEqual([]);
    }
    await phone.screenshot({ path: path.join(SCREENSHOTS, 'comments-narrow-dark-ja.png'), fullPage: true });
    await narrow.close();
  });
});
