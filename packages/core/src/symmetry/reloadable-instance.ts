/**
 * A WebAssembly instance that can be replaced while the generated glue around it keeps working.
 *
 * A Rust panic leaves the instance without its stack frames: each one costs some kilobytes of a stack of one megabyte, so a broken instance must
 * go. The glue of wasm-bindgen, however, instantiates once and keeps its import object to itself. So the constructor `WebAssembly.Instance` is
 * replaced for the length of that one synchronous call: the import object is kept, and the glue receives exports that pass every call on to the
 * present instance.
 */
export interface ReloadableInstance {
  /** Put a fresh instance in place of the present one. */
  readonly reload: () => void;
}

/** Exports of wasm-bindgen that this needs by name. */
interface BindgenExports {
  readonly memory: WebAssembly.Memory;
  readonly __wbindgen_start: () => void;
}

/** @param initialize the glue's synchronous start, which calls `new WebAssembly.Instance` exactly once */
export function makeReloadable(module: WebAssembly.Module, initialize: () => void): ReloadableInstance {
  const NativeInstance = WebAssembly.Instance;
  let imports: WebAssembly.Imports | undefined;
  let current: WebAssembly.Instance | undefined;
  const exportsOfCurrent = (): WebAssembly.Exports => {
    if (current === undefined) throw new Error('The WebAssembly instance has not been made');
    return current.exports;
  };
  const forwarded: Record<string, unknown> = {};
  for (const { name, kind } of WebAssembly.Module.exports(module)) {
    if (kind === 'function') {
      forwarded[name] = (...args: unknown[]): unknown => (exportsOfCurrent()[name] as (...passed: unknown[]) => unknown)(...args);
    } else {
      Object.defineProperty(forwarded, name, { get: () => exportsOfCurrent()[name] });
    }
  }
  const capture = function (instantiated: WebAssembly.Module, given?: WebAssembly.Imports): { exports: Record<string, unknown> } {
    imports = given;
    current = new NativeInstance(instantiated, given);
    return { exports: forwarded };
  };
  WebAssembly.Instance = capture as unknown as typeof WebAssembly.Instance;
  try {
    initialize();
  } finally {
    WebAssembly.Instance = NativeInstance;
  }
  return {
    reload: () => {
      const previous = exportsOfCurrent() as unknown as BindgenExports;
      // Growing by nothing detaches the old buffer, which is how the glue notices that its cached views are stale.
      previous.memory.grow(0);
      current = new NativeInstance(module, imports);
      (current.exports as unknown as BindgenExports).__wbindgen_start();
    },
  };
}
