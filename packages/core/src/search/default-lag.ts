/**
 * Of a request that names no lag. Relaxations differ in length by a factor of ten, and results are taken in in order, so that workers wait where few tasks are open:
 * twenty keep four workers busy for nine tenths of their time, eight for three quarters (benchmarks/search-throughput).
 */
export const DEFAULT_LAG = 20;
