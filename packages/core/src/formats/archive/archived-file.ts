/** What comes piece by piece: at once, or as it is read. */
export type Pieces<Piece> = AsyncIterable<Piece> | Iterable<Piece>;

/** A text on its way into an archive. */
export interface ArchivedFile {
  /** Folders divided by `/`. */
  readonly path: string;
  readonly pieces: Pieces<string>;
}
