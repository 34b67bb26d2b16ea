import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import { WIDE } from './looks';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
/** Longest wait for a small prediction on a busy machine. */
const PREDICTION_MS = 240_000;
/** What a busy machine may need for a frame, or for another hull. */
const PATIENT = { timeout: 30_000 };

describe.skipIf(executablePath === null)('pictures of hulls, crystals and predictions', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;
  let prediction = '';
  let structure = '';
  const problems: string[] = [];

  const openPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: system.url, viewport: WIDE, locale: 'en-US', acceptDownloads: true, ...options });
    context.on('weberror', (error) => problems.push(error.error().message));
    return context.newPage();
  };
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
  /** Go to a page whose script has come: React leaves its properties on the elements that it listens to. */
  const open = async (address: string) => {
    await page.goto(address);
    await page.waitForFunction(() => Object.keys(document.querySelector('header select') ?? {}).some((key) => key.startsWith('__reactProps')));
  };
  const ask = async <Data>(query: string): Promise<Data> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${system.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return ((await response.json()) as { data: Data }).data;
  };
  const saved = async (choice: string): Promise<{ readonly name: string; readonly bytes: Buffer }> => {
    const panel = page.locator('section', { has: page.getByText('Save', { exact: true }) }).first();
    await panel.getByText('Save', { exact: true }).first().click();
    const [file] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: choice }).click()]);
    await page.keyboard.press('Escape');
    return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
  };

  beforeAll(async () => {
    system = await startSystem();
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGUMENTS });
    page = await openPage();
  });

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('draws three elements as a relief that turns by button, by drag and by itself, and keeps the turn in the address', async () => {
    await open('/phase-diagram?system=Li-Co-O');
    // The choice is in the address, which follows the click a moment later.
    await page.getByRole('radio', { name: 'Relief (3D)' }).click();
    await expect.poll(() => parameter('picture'), PATIENT).toBe('relief');
    const mark = page.getByRole('button', { name: /^CoO, / }).first();
    const place = () => mark.getAttribute('transform');
    const first = await place();
    await page.getByRole('button', { name: 'Turn right' }).click();
    await expect.poll(place, PATIENT).not.toBe(first);
    await expect.poll(() => parameter('turn'), PATIENT).toBe('40,-25');
    const before = await place();
    await page.getByRole('button', { name: 'Turn by itself' }).click();
    await expect.poll(place, PATIENT).not.toBe(before);
    await page.getByRole('button', { name: 'Turn by itself' }).click();
    const turned = await place();
    await page.waitForTimeout(600);
    expect(await place()).toBe(turned);
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('never turns by itself where motion is unwanted', async () => {
    const still = await openPage({ reducedMotion: 'reduce' });
    await still.goto('/phase-diagram?system=Li-Co-O&picture=relief');
    await still.getByRole('button', { name: 'Turn right' }).waitFor();
    expect(await still.getByRole('button', { name: 'Turn by itself' }).count()).toBe(0);
    await still.context().close();
  });

  it('saves the diagram as drawing, picture and values', async () => {
    await open('/phase-diagram?system=Li-Co-O');
    const drawing = await saved('Drawing (SVG)');
    expect(drawing.name).toBe('Li-Co-O-triangle.svg');
    const text = drawing.bytes.toString();
    expect(text).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(text).not.toMatch(/class=|var\(--/);
    // The accent of the light theme: colors of style sheets are in the file.
    expect(text).toContain('rgb(11, 99, 112)');
    const picture = await saved('Picture (PNG)');
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.bytes.readUInt32BE(16)).toBeGreaterThan(1500);
    const values = (await saved('Values (CSV)')).bytes.toString().trim().split('\r\n');
    expect(values[0]).toContain('fraction_Li');
    const co = values.find((line) => line.startsWith('CoO,'))?.split(',') ?? [];
    expect(co[3]).toBe('true');
    expect(co.slice(7, 10).map(Number)).toEqual([0, 0.5, 0.5]);
  });

  it('draws chemical potentials, chooses axes and phases, and lists the ranges', async () => {
    await open('/phase-diagram?system=Li-Co-O&picture=potentials');
    await page.getByRole('button', { name: /^CoO, μ\(Li\) ≤ −/ }).click({ force: true });
    await page.getByRole('region', { name: 'CoO' }).getByText('Stable at μ(O)').waitFor();
    await page.getByRole('radio', { name: 'Li–O' }).check();
    expect(parameter('axes')).toBe('0,2');
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show as table' }).click();
    const row = page.getByRole('table', { name: 'Chemical potentials of stable phases' }).getByRole('row', { name: /^CoO/ });
    expect(await row.textContent()).toMatch(/CoO≤ −[\d.]+−[\d.]+ … 0\.000−[\d.]+ … −[\d.]+/);
  });

  it('cuts a tetrahedron at a share that can be chosen', async () => {
    await open('/phase-diagram?system=Li-Co-Ni-O&picture=slice');
    await page.getByRole('button', { name: /^NiO, stable/ }).waitFor();
    const fields = () => page.getByRole('img', { name: /^Coexisting phases: / }).count();
    expect(await fields()).toBeGreaterThan(3);
    await page.getByRole('slider', { name: 'Share of O' }).fill('60');
    expect(parameter('slice')).toBe('O:0.6');
    await expect.poll(() => page.getByRole('button', { name: /^NiO, stable/ }).count(), PATIENT).toBe(0);
    await page.getByRole('radio', { name: 'Ni', exact: true }).check();
    await page.getByText('60.0%').first().waitFor();
    expect(parameter('slice')).toBe('Ni:0.6');
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('opens the system to an element: its phases at the corners, three elements left, energies told as grand potentials', async () => {
    await open('/phase-diagram?system=Li-Co-Ni-O');
    await page.getByRole('checkbox', { name: 'O', exact: true }).check();
    await expect.poll(() => parameter('open'), PATIENT).toBe('O:-1');
    await page.getByRole('group', { name: 'Phase diagram Li–Co–Ni' }).waitFor();
    await page.getByRole('button', { name: /^Li2O, stable/ }).waitFor();
    await page.getByText('Energies are grand potentials').waitFor();
    await page.getByRole('slider', { name: /μ\(O\)/ }).fill('-5');
    // Without oxygen in the surroundings the metals are themselves again.
    await page.getByRole('button', { name: /^Co, stable/ }).waitFor();
    await page.getByRole('checkbox', { name: 'O', exact: true }).uncheck();
    await page.getByRole('group', { name: 'Phase diagram Li–Co–Ni–O' }).waitFor();
    await expect.poll(() => parameter('open'), PATIENT).toBeNull();
  });

  it('predicts something to look at', { timeout: PREDICTION_MS + 60_000 }, async () => {
    const query = 'mutation { startPrediction(input: { formula: "MgO", budget: QUICK, seed: "pages" }) { prediction { id } } }';
    const { id } = (await ask<{ startPrediction: { prediction: { id: string } } }>(query)).startPrediction.prediction;
    const state = async () => (await ask<{ prediction: { state: string } }>(`{ prediction(id: "${id}") { state } }`)).prediction.state;
    await expect.poll(state, { timeout: PREDICTION_MS, interval: 1000 }).toBe('SUCCEEDED');
    prediction = `/predictions/${id}`;
    await open(prediction);
    structure = (await page.getByRole('table', { name: 'Ranked structures' }).getByRole('link').first().getAttribute('href')) ?? '';
  });

  it('lists Wyckoff proposals, those of a chosen group alone, and the share kept by each step', async () => {
    const proposals = page.getByRole('table', { name: 'Wyckoff proposals' });
    const rockSalt = proposals.getByRole('row', { name: /225/ }).first();
    await rockSalt.waitFor();
    expect(await rockSalt.textContent()).toMatch(/[ab]\s*[ab]/);
    await page.getByRole('button', { name: /^Fm-3m \(225\)/ }).click();
    await expect
      .poll(async () => (await proposals.getByRole('rowheader').allTextContents()).every((text) => text.includes('225')), PATIENT)
      .toBe(true);
    const steps = await page.getByRole('region', { name: 'From candidates to ranked structures' }).getByRole('listitem').allTextContents();
    expect(steps.at(-1)).toMatch(/Ranked\d+(\.\d+)?%/);
    await page.getByRole('button', { name: /Show all/ }).click();
  });

  it('zooms the energy-volume plot to the selection and back', async () => {
    const panel = page.getByRole('region', { name: 'Energy and volume' });
    const all = await panel.locator('[data-mark]').count();
    await panel.getByRole('spinbutton', { name: 'Energy to, meV/atom' }).fill('1');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: 'Zoom to the selection' }).click();
    await expect.poll(() => panel.locator('[data-mark]').count()).toBeLessThan(all);
    await panel.getByRole('button', { name: 'Show all points' }).click();
    await expect.poll(() => panel.locator('[data-mark]').count()).toBe(all);
  });

  it('measures a dihedral angle, names the atoms, draws planes, and keeps all that in the address', async () => {
    await open(structure);
    await page.locator('canvas').waitFor();
    const site = (number: number) => page.getByRole('table', { name: 'Sites' }).getByRole('button', { name: String(number), exact: true });
    for (const number of [1, 2, 3, 4]) await site(number).click();
    await page.getByText('Dihedral angle about the middle bond').waitFor();
    // Four sites of a face-centered lattice are the corners of a regular tetrahedron.
    await page.getByText('70.53°').first().waitFor();
    await page.getByRole('radio', { name: 'site', exact: true }).check();
    await page.getByRole('textbox', { name: /Miller indices/ }).fill('1 1 1');
    const edge = Number.parseFloat((await page.getByRole('region', { name: 'Lattice' }).locator('dd').first().textContent()) ?? '');
    const spacing = await page.getByText(/^d = /).textContent();
    expect(Number.parseFloat((spacing ?? '').slice(4))).toBeCloseTo(edge / Math.sqrt(3), 2);
    await page.getByRole('combobox', { name: 'Cells along b' }).selectOption('2');
    expect([parameter('names'), parameter('hkl'), parameter('supercell')]).toEqual(['site', '1 1 1', '1x2x1']);
    await page.getByRole('textbox', { name: /Miller indices/ }).fill('x');
    expect(await page.getByRole('textbox', { name: /Miller indices/ }).getAttribute('aria-invalid')).toBe('true');
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('looks along named directions by key, turns by itself only when told, and fills the screen', async () => {
    await open(structure);
    await page.locator('canvas').waitFor();
    const viewer = page.locator('[data-viewer]');
    // Until the crystal is drawn the arms lie along the screen.
    await expect.poll(() => viewer.locator('> svg').innerHTML(), PATIENT).not.toContain('x2="24"');
    // Rounded: two ways to one view differ in the last digit.
    const gizmo = async () =>
      (await viewer.locator('> svg').innerHTML()).replace(/-?\d+(\.\d+)?(e-\d+)?/g, (number) =>
        (Number(number) + 0).toFixed(3).replace('-0.000', '0.000'),
      );
    const first = await gizmo();
    await page.waitForTimeout(700);
    expect(await gizmo()).toBe(first);
    await viewer.focus();
    await page.keyboard.press('c');
    await expect.poll(gizmo, PATIENT).not.toBe(first);
    const along = await gizmo();
    await page.keyboard.press('Shift+A');
    await expect.poll(gizmo, PATIENT).not.toBe(along);
    // In a cubic cell a* is a.
    const reciprocal = await gizmo();
    await page.keyboard.press('a');
    await page.waitForTimeout(200);
    expect(await gizmo()).toBe(reciprocal);
    await page.getByRole('button', { name: 'Turn by itself' }).click();
    await expect.poll(gizmo, PATIENT).not.toBe(reciprocal);
    await page.getByRole('button', { name: 'Turn by itself' }).click();
    await page.getByRole('button', { name: 'Full screen' }).click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement?.querySelector('canvas') !== null)).toBe(true);
    await page.getByRole('button', { name: 'Full screen' }).click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
  });

  it('failed nowhere unseen', () => expect(problems).toEqual([]));
});
