/** A file of an answer: its text, or the path it comes from where it is binary or large. */
export interface DownloadableFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string | null;
  readonly path: string;
}

/** Hand a file to the browser. */
export function saveFile({ fileName, mediaType, content, path }: DownloadableFile): void {
  const url = content === null ? path : URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  if (content !== null) URL.revokeObjectURL(url);
}
