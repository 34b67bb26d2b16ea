/**
 * Seeded random numbers, the only source of randomness in the core.
 *
 * The generator is sfc32 (C. Doty-Humphrey, PractRand 2010): 128 bits of state, period of at least 2^32 for every seed and about 2^127 on average.
 * `forkRng` derives an independent stream from a path of names and numbers, so that each chunk of work has its own stream and neither the order
 * nor the number of workers changes a result.
 */
export interface Rng {
  /** Uniform in [0, 1), 53 bits. */
  readonly uniform: () => number;
  /** Uniform integer in [0, n), n ≥ 1. */
  readonly integer: (n: number) => number;
  /** Normal with mean 0 and standard deviation 1. */
  readonly normal: () => number;
}

/** Derive the stream that belongs to `seed` and `path`; equal arguments give equal streams. */
export function forkRng(seed: string, ...path: readonly (string | number)[]): Rng {
  const next = sfc32(hash128(JSON.stringify([seed, ...path])));
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  return {
    uniform,
    integer: (n) => Math.floor(uniform() * n),
    // Box–Muller; 1 − u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

function sfc32(state: Uint32Array): () => number {
  let [a, b, c, counter] = state as unknown as [number, number, number, number];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** FNV-1a over UTF-16 code units with four offsets and a final avalanche (MurmurHash3's fmix32). */
function hash128(text: string): Uint32Array {
  const words = new Uint32Array([0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35]);
  for (let w = 0; w < 4; w++) {
    let h = words[w] as number;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193 + 2 * w);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    words[w] = h ^ (h >>> 16);
  }
  return words;
}
