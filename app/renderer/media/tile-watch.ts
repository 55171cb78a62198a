import type { Dispose } from '../../bridge/bridge.ts';

interface Watcher {
  resized(height: number): void;
  seen(visible: boolean): void;
}

const watchers = new Map<Element, Watcher>();
let sizes: ResizeObserver | null = null;
let sights: IntersectionObserver | null = null;

/** Tells an element's height (CSS px) and whether any of it is on screen. One observer for all of the page. */
export function watchTile(element: Element, watcher: Watcher): Dispose {
  sizes ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) watchers.get(target)?.resized(contentRect.height);
  });
  sights ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) watchers.get(target)?.seen(isIntersecting);
  });
  watchers.set(element, watcher);
  sizes.observe(element);
  sights.observe(element);
  return () => {
    watchers.delete(element);
    sizes?.unobserve(element);
    sights?.unobserve(element);
  };
}
