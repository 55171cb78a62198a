/** A colour of `theme.css`, as it is in the theme shown now: canvases and antd need values, not variables. */
export function themeValue(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
