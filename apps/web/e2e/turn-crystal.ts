export interface TurningFigures {
  readonly framesPerSecond: number;
  readonly drawCallsPerFrame: number;
  readonly trianglesPerFrame: number;
  /** Milliseconds of script, median and longest. */
  readonly scriptMsPerFrame: number;
  readonly slowestScriptMs: number;
  /** Pixels. */
  readonly canvas: string;
  readonly renderer: string;
}

/** Turns the crystal by one movement of the pointer in each frame, and looks at what is drawn. Runs in the page, and so knows nothing of this file. */
export async function turnCrystal(seconds: number): Promise<TurningFigures> {
  const canvas = document.querySelector('canvas');
  const context = canvas?.getContext('webgl2') ?? null;
  if (canvas === null || context === null) throw new Error('There is no viewer on this page');
  const box = canvas.getBoundingClientRect();
  const draws = { calls: 0, triangles: 0 };
  const count = (
    name: 'drawArrays' | 'drawElements' | 'drawArraysInstanced' | 'drawElementsInstanced',
    vertices: (given: readonly number[]) => number,
  ) => {
    const original = context[name].bind(context) as (...given: number[]) => void;
    context[name] = (...rest: number[]) => {
      draws.calls++;
      if (rest[0] === context.TRIANGLES) draws.triangles += vertices(rest) / 3;
      return original(...rest);
    };
  };
  count('drawArrays', ([, , n = 0]) => n);
  count('drawElements', ([, n = 0]) => n);
  count('drawArraysInstanced', ([, , n = 0, instances = 0]) => n * instances);
  count('drawElementsInstanced', ([, n = 0, , , instances = 0]) => n * instances);

  const send = (type: string, x: number) =>
    canvas.dispatchEvent(
      new PointerEvent(type, { pointerId: 1, clientX: box.left + x, clientY: box.top + box.height / 2, bubbles: true, button: 0 }),
    );
  canvas.setPointerCapture = () => undefined;
  const frames: { readonly calls: number; readonly triangles: number }[] = [];
  const scriptTimes: number[] = [];
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      const start = performance.now();
      callback(time);
      scriptTimes.push(performance.now() - start);
    });
  send('pointerdown', 0);
  const begin = performance.now();
  await new Promise<void>((resolve) => {
    let x = 0;
    const step = () => {
      frames.push({ ...draws });
      draws.calls = 0;
      draws.triangles = 0;
      if (performance.now() - begin > seconds * 1000) return resolve();
      send('pointermove', (x += 3));
      request(step);
    };
    request(step);
  });
  send('pointerup', 0);
  const lasted = (performance.now() - begin) / 1000;
  const drawn = frames.filter(({ calls }) => calls > 0);
  const median = (values: readonly number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
  return {
    framesPerSecond: drawn.length / lasted,
    drawCallsPerFrame: median(drawn.map(({ calls }) => calls)),
    trianglesPerFrame: median(drawn.map(({ triangles }) => triangles)),
    scriptMsPerFrame: median(scriptTimes),
    slowestScriptMs: Math.max(...scriptTimes),
    canvas: `${canvas.width} × ${canvas.height}`,
    renderer: context.getParameter(context.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER) as string,
  };
}
