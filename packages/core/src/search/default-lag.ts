/**
 * Of a request that names no lag. Relaxations differ in length by a factor of ten, and results are taken in in order: four tasks for each worker keep four workers busy
 * for nine tenths of their time (benchmarks/search-throughput), eight in all would for three quarters.
 */
export const DEFAULT_LAG = 16;
