/** Hand a text to the browser as a file. */
export function saveFile({ content, fileName, mediaType }: { readonly content: string; readonly fileName: string; readonly mediaType: string }): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
