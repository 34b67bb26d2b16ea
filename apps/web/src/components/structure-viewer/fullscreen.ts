/** Fill the screen with an element, or give it back. Where the browser has no full screen nothing happens. */
export function toggleFullscreen(element: HTMLElement | null): void {
  // What the browser refuses is seen at once; there is nothing to add.
  const ignore = () => undefined;
  if (document.fullscreenElement === null) element?.requestFullscreen?.().catch(ignore);
  else document.exitFullscreen().catch(ignore);
}
