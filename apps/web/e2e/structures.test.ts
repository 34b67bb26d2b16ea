import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Download, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from './find-chromium';
import { accessibilityFindings } from './inspect-page';
import type { RunningSystem } from './start-system';
import { startSystem } from './start-system';

const executablePath = findChromium();
const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');
/** Longest wait for a small prediction on a busy machine. */
const PREDICTION_MS = 240_000;
const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 390, height: 844 };

/** Å, Cu Kα. */
const WAVELENGTH = 1.54184;

/** Lines of rock salt with edge `a` as a diffractometer would give them, shifted by a tenth of a degree. */
function measuredRockSalt(a: number): string {
  const lines = [
    [3, 10],
    [4, 100],
    [8, 46],
    [11, 4],
    [12, 13],
  ].map(([sum = 0, height = 0]) => ({ at: 0.1 + (360 / Math.PI) * Math.asin((WAVELENGTH * Math.sqrt(sum)) / (2 * a)), height }));
  const angles = Array.from({ length: 3500 }, (_, k) => 20 + 0.02 * k);
  const intensity = (angle: number) => lines.reduce((sum, { at, height }) => sum + (7 * height) / (1 + ((angle - at) / 0.1) ** 2), 30);
  return angles.map((angle) => `${angle.toFixed(2)} ${intensity(angle).toFixed(3)}`).join('\n');
}

describe.skipIf(executablePath === null)('structure, compare and prediction pages', () => {
  let system: RunningSystem;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];
  const problems: string[] = [];
  const addresses = { prediction: '', structure: '', compare: '' };

  const openPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: system.url, viewport: WIDE, locale: 'en-US', acceptDownloads: true, ...options });
    context.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(system.url)) foreign.push(request.url());
    });
    context.on('weberror', (error) => problems.push(error.error().message));
    return context.newPage();
  };
  const ask = async (query: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`${system.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return ((await response.json()) as { data: Record<string, unknown> }).data;
  };
  const region = (name: string) => page.getByRole('region', { name });
  const siteButton = (site: number) => page.getByRole('table', { name: 'Sites' }).getByRole('button', { name: String(site), exact: true });
  const openStructure = async (search = '') => {
    await page.goto(`${addresses.structure}${search}`);
    await page.locator('canvas').waitFor();
  };
  const downloaded = async (name: string): Promise<{ readonly file: Download; readonly bytes: Buffer }> => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return { file, bytes: readFileSync(await file.path()) };
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

  it('predicts something to look at', { timeout: PREDICTION_MS + 60_000 }, async () => {
    const started = await ask('mutation { startPrediction(input: { formula: "MgO", budget: QUICK, seed: "pages" }) { prediction { id } } }');
    const { id } = (started['startPrediction'] as { prediction: { id: string } }).prediction;
    const stateOf = async () => ((await ask(`{ prediction(id: "${id}") { state } }`))['prediction'] as { state: string }).state;
    await expect.poll(stateOf, { timeout: PREDICTION_MS, interval: 1000 }).toBe('SUCCEEDED');
    addresses.prediction = `/predictions/${id}`;
    await page.goto(addresses.prediction);
    const best = page.getByRole('table', { name: 'Ranked structures' }).getByRole('link').first();
    addresses.structure = new URL((await best.getAttribute('href')) ?? '', system.url).pathname;
  });

  it('tells of one atom its Wyckoff position and neighbors, of two the distance, of three the angle', async () => {
    await openStructure();
    await siteButton(1).click();
    await page.getByText(/Wyckoff position 4[ab], site symmetry m-3m/).waitFor();
    await page.getByText('6 ×').waitFor();
    await siteButton(2).click();
    await page.getByText('Choose a third atom for the angle.').waitFor();
    await siteButton(3).click();
    await page.getByText('Angle at the second atom').waitFor();
    // Three sites of one face-centered sublattice.
    await page.getByText('60.00°').waitFor();
    await siteButton(2).click();
    expect(await siteButton(2).getAttribute('aria-pressed')).toBe('false');
    await page.locator('[data-viewer]').focus();
    await page.keyboard.press('Escape');
    await page.getByText('Choose an atom: one shows').waitFor();
  });

  it('chooses the atom that is clicked', async () => {
    await openStructure('?style=space');
    await page.waitForTimeout(1000);
    const box = await page.locator('canvas').boundingBox();
    if (box === null) throw new Error('The viewer has no place');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.getByText(/^Site \d: (Mg|O)$/).waitFor();
  });

  it('keeps the view in the address, and forgets it with a reset', async () => {
    await openStructure();
    await page.waitForTimeout(1000);
    await page.locator('[data-viewer]').focus();
    await page.keyboard.press('ArrowLeft');
    const view = () => new URL(page.url()).searchParams.get('view');
    await expect.poll(async () => view() ?? '').toMatch(/^-?[\d.]+(,-?[\d.]+){4}$/);
    const gizmo = () => page.locator('[data-viewer] svg line').first().getAttribute('x2');
    const turned = await gizmo();
    await page.reload();
    await page.locator('canvas').waitFor();
    await expect.poll(async () => Number(await gizmo()).toFixed(1)).toBe(Number(turned).toFixed(1));
    await page.getByRole('button', { name: 'Reset the view' }).click();
    await expect.poll(view).toBeNull();
  });

  it('plays the relaxation as a film, and goes back to the relaxed crystal', async () => {
    await openStructure();
    const slider = page.getByRole('slider', { name: 'Step of the relaxation' });
    await page.getByRole('button', { name: 'Play the film' }).click();
    await page.getByText(/Film: step \d+, cell as computed/).waitFor();
    await page.getByRole('button', { name: 'Play the film' }).waitFor();
    const last = Number(await slider.getAttribute('max'));
    expect(Number(await slider.inputValue())).toBe(last);
    await slider.fill('0');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^Step 0: \+/);
    await page.getByRole('button', { name: 'Back to the relaxed crystal' }).click();
    expect(await page.getByText(/Film: step/).count()).toBe(0);
  });

  it('says so when the film cannot be read', async () => {
    const other = await openPage();
    await other.route('**/graphql', (route) => (route.request().postData()?.includes('RelaxationMovie') ? route.abort() : route.continue()));
    await other.goto(addresses.structure);
    await other.getByRole('button', { name: 'Play the film' }).click();
    await other.getByText('The film could not be read.').waitFor();
    await other.context().close();
  });

  it('hands out the view as a picture and the crystal as a model', async () => {
    await openStructure();
    await page.waitForTimeout(1000);
    const picture = await downloaded('Save the view as PNG');
    expect(picture.file.suggestedFilename()).toBe('MgO-Fm-3m-conventional.png');
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(Math.max(picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20))).toBeGreaterThanOrEqual(2390);
    const { bytes } = await downloaded('Save the model as GLB');
    expect(bytes.subarray(0, 4).toString()).toBe('glTF');
    const scene = JSON.parse(bytes.subarray(20, 20 + bytes.readUInt32LE(12)).toString()) as { meshes: unknown[]; nodes: { mesh?: number }[] };
    // 27 atoms in and on the cell, two halves for each of the 54 bonds among them, one for each of the 54 that leave it, and the edges.
    expect(scene.nodes.filter(({ mesh }) => mesh !== undefined).length).toBe(27 + 2 * 54 + 54 + 1);
  });

  it('computes the powder pattern in the browser: indices, radiation, a measured file and its fit', async () => {
    await openStructure();
    const panel = region('X-ray powder pattern');
    await panel.scrollIntoViewIfNeeded();
    const strongest = panel.getByRole('img', { name: /^2 0 0: 2θ 4[23]\.\d\d°/ });
    await strongest.focus();
    await panel.getByText(/2θ 4[23]\.\d\d° · d/).waitFor();
    const length = await page.getByRole('region', { name: 'Lattice' }).locator('dd').first().textContent();
    const file = { name: 'measured.xy', mimeType: 'text/plain', buffer: Buffer.from(measuredRockSalt(Number.parseFloat(length ?? ''))) };
    await panel.locator('input[type=file]').setInputFiles(file);
    const fit = await panel.getByText(/^Fit:/).textContent();
    expect(Number(/Fit: ([\d.]+)%/.exec(fit ?? '')?.[1])).toBeLessThan(40);
    expect(Number(/zero shift ([−\d.]+)°/.exec(fit ?? '')?.[1])).toBeCloseTo(0.1, 1);
    await panel.getByRole('button', { name: 'Remove' }).click();
    await panel.getByRole('radio', { name: 'Mo Kα' }).check();
    expect(new URL(page.url()).searchParams.get('tube')).toBe('MoKa');
    await panel.getByRole('img', { name: /^2 0 0: 2θ 19\./ }).waitFor();
    await panel.getByRole('button', { name: 'Show as table' }).click();
    await panel.getByRole('row', { name: /2 0 0/ }).waitFor();
  });

  it('refuses a file that holds no pattern, with the line', async () => {
    await openStructure();
    const panel = region('X-ray powder pattern');
    await panel.locator('input[type=file]').setInputFiles({ name: 'bad.xy', mimeType: 'text/plain', buffer: Buffer.from('# nothing\n10 1\n11 x\n') });
    await panel.getByText(/The file could not be used\. .*3/).waitFor();
    await panel.getByRole('img', { name: /^2 0 0:/ }).waitFor();
  });

  it('lists what surrounds each kind of site', async () => {
    await openStructure();
    const rows = page.getByRole('table', { name: 'Coordination' }).getByRole('row');
    expect(await rows.count()).toBe(3);
    expect(await rows.nth(1).textContent()).toMatch(/(Mg|O) 4[ab]6/);
  });

  it('filters the table by a rectangle of the plot, drawn or typed, and shows the point that is looked at', async () => {
    await page.goto(addresses.prediction);
    const table = page.getByRole('table', { name: 'Ranked structures' });
    await table.waitFor();
    const all = await table.getByRole('row').count();
    const panel = region('Energy and volume');
    await panel.scrollIntoViewIfNeeded();
    const first = panel.locator('[data-mark]').first();
    await first.focus();
    await panel.locator('svg circle[fill^="#"]').first().waitFor();
    await first.blur();
    await panel.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const point = await first.locator('circle').nth(2).boundingBox();
    if (point === null) throw new Error('The best structure is not drawn');
    const ground = await panel.locator('svg > rect').boundingBox();
    if (ground === null) throw new Error('There is nothing to draw on');
    await page.mouse.move(ground.x + 3, point.y - 16);
    await page.mouse.down();
    await page.mouse.move(point.x + 24, point.y + 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(all);
    expect(new URL(page.url()).searchParams.get('brush')).toMatch(/^[\d.]+,[\d.]+,/);
    await page.reload();
    await expect.poll(() => table.getByRole('row').count()).toBeLessThan(all);
    await panel.getByRole('button', { name: 'Clear the selection' }).click();
    await expect.poll(() => table.getByRole('row').count()).toBe(all);
    await panel.getByRole('spinbutton', { name: 'Energy to, meV/atom' }).fill('1');
    await page.keyboard.press('Enter');
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
    await region('Ranked structures')
      .getByRole('button', { name: /selected in the plot/ })
      .click();
    await expect.poll(() => table.getByRole('row').count()).toBe(all);
  });

  it('keeps a log of what happened', async () => {
    const rows = page.getByRole('table', { name: 'Log' }).getByRole('row');
    await rows.nth(1).waitFor();
    expect(await rows.nth(1).textContent()).toContain('Finished');
    expect(await rows.last().textContent()).toContain('Submitted');
  });

  it('compares what is chosen in the table: views turned as one, differences, distance', async () => {
    await page.goto(addresses.prediction);
    await page.getByRole('checkbox', { name: 'Choose rank 1 for comparing' }).check();
    await page.getByText('Choose one more to compare').waitFor();
    await page.getByRole('checkbox', { name: 'Choose rank 2 for comparing' }).check();
    expect(new URL(page.url()).searchParams.get('chosen')).toBe('1,2');
    await page.getByRole('link', { name: 'Compare 2' }).click();
    await page.waitForURL('**/compare?**');
    addresses.compare = `${new URL(page.url()).pathname}${new URL(page.url()).search}`;
    await page.locator('canvas').nth(1).waitFor();
    await page.waitForTimeout(1000);
    const gizmos = () => page.locator('[data-viewer] > svg').evaluateAll((drawings) => drawings.map((drawing) => drawing.innerHTML));
    const before = await gizmos();
    expect(before).toHaveLength(2);
    await page.locator('[data-viewer]').first().focus();
    await page.keyboard.press('ArrowUp');
    const after = await gizmos();
    expect(after.every((drawing, index) => drawing !== before[index])).toBe(true);
    expect(await page.getByRole('row', { name: /Space group/ }).textContent()).toContain('differs');
    await page
      .getByRole('row', { name: /A – B/ })
      .getByText(/Different structures|The same structure/)
      .waitFor();
  });

  it.each([
    ['/compare', 'There is nothing to compare yet'],
    ['/compare?ids=a,b', 'One of these structures does not exist'],
    ['/compare?ids=a,b,c,d,e', 'At most 4 structures fit side by side'],
  ])('says of %s what is wrong and what to do', async (address, text) => {
    await page.goto(address);
    await page.getByRole('heading', { name: text }).waitFor();
    await page.getByText('Choose two to four rows').waitFor();
  });

  it('passes axe and fits the screen, light and dark, wide and narrow, English and Japanese', async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const looks = [
      { colorScheme: 'light', viewport: WIDE, locale: 'en-US' },
      { colorScheme: 'dark', viewport: NARROW, locale: 'ja-JP' },
    ] as const;
    const pages = {
      film: addresses.structure,
      wyckoff: `${addresses.structure}?style=polyhedra&colors=Wyckoff&supercell=2`,
      compare: addresses.compare,
      brush: `${addresses.prediction}?brush=1,30,0,0.02&chosen=1,2`,
    };
    for (const look of looks) {
      for (const [name, address] of Object.entries(pages)) {
        const label = [name, look.colorScheme, look.viewport.width, look.locale.slice(0, 2)].join('-');
        const fresh = await openPage(look);
        await fresh.goto(address, { waitUntil: 'networkidle' });
        await fresh.waitForTimeout(1500);
        if (name === 'film') await fresh.getByRole('slider').fill('0');
        expect(await accessibilityFindings(fresh), label).toEqual([]);
        expect(await fresh.evaluate('document.documentElement.scrollWidth - innerWidth'), `${label}: wider than the screen`).toBeLessThanOrEqual(0);
        await fresh.screenshot({ path: path.join(SCREENSHOTS, `${label}.png`), fullPage: true });
        await fresh.context().close();
      }
    }
  });

  it('asked nothing of any other host, and nothing failed unseen', () => {
    expect(foreign).toEqual([]);
    expect(problems).toEqual([]);
  });
});
