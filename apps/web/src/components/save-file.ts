/** A file of an answer: its text, or the path it comes from where it is binary or large. */
export interface DownloadableFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string | null;
  readonly path: string;
}

/** Hand a file of an answer to the browser. */
export function saveFile({ fileName, mediaType, content, path }: DownloadableFile): void {
  if (content === null) download(path, fileName);
  else saveBlob(new Blob([content], { type: mediaType }), fileName);
}

/** Hand contents to the browser as a file. */
export function saveBlob(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  download(url, fileName);
  URL.revokeObjectURL(url);
}

function download(url: string, fileName: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
}
