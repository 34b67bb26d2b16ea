/** Growable storage for edges, kept between calls so that a relaxation allocates once. A neighbor list made with it is valid until the next one. */
export interface NeighborBuffers {
  centers: Int32Array;
  neighbors: Int32Array;
  /** 3 per edge. */
  images: Int32Array;
  /** 3 per edge. */
  vectors: Float64Array;
  distances: Float64Array;
}

/** @param capacity edges to hold before the first growth */
export function createNeighborBuffers(capacity: number): NeighborBuffers {
  return {
    centers: new Int32Array(capacity),
    neighbors: new Int32Array(capacity),
    images: new Int32Array(3 * capacity),
    vectors: new Float64Array(3 * capacity),
    distances: new Float64Array(capacity),
  };
}

/** Make room for `needed` edges, at least doubling, keeping the first `used`. */
export function growNeighborBuffers(buffers: NeighborBuffers, needed: number, used: number): void {
  const grown = createNeighborBuffers(Math.max(needed, 2 * buffers.centers.length, 64));
  grown.centers.set(buffers.centers.subarray(0, used));
  grown.neighbors.set(buffers.neighbors.subarray(0, used));
  grown.images.set(buffers.images.subarray(0, 3 * used));
  grown.vectors.set(buffers.vectors.subarray(0, 3 * used));
  grown.distances.set(buffers.distances.subarray(0, used));
  Object.assign(buffers, grown);
}
