/** Names a candidate by its chunk and its place in it, `c0003-00017`: sortable, and the same on every run with this seed. */
export const candidateKey = (chunk: number, place: number): string => `c${String(chunk).padStart(4, '0')}-${String(place).padStart(5, '0')}`;
