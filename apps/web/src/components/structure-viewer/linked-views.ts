import type { ViewControl } from './view-control';

/** Several views that are turned and zoomed as one: whatever is done to the group is done to each. */
export interface LinkedViews extends ViewControl {
  readonly add: (view: ViewControl) => () => void;
}

export function createLinkedViews(): LinkedViews {
  const views = new Set<ViewControl>();
  return {
    add: (view) => {
      views.add(view);
      return () => views.delete(view);
    },
    turnBy: (...angles) => views.forEach((view) => view.turnBy(...angles)),
    zoomBy: (factor) => views.forEach((view) => view.zoomBy(factor)),
    lookAlong: (direction) => views.forEach((view) => view.lookAlong(direction)),
    reset: () => views.forEach((view) => view.reset()),
  };
}
