import { themeValue } from '../../ui/theme-values.ts';

/** The map's colours in the theme shown now. */
export function readPalette() {
  return {
    font: themeValue('--font'),
    grid: themeValue('--map-grid'),
    gridLine: themeValue('--map-grid-line'),
    boundary: themeValue('--map-boundary'),
    label: themeValue('--map-label'),
    halo: themeValue('--map-bg'),
    watch: themeValue('--map-watch'),
    alarm: themeValue('--map-alarm'),
    surface: themeValue('--surface'),
    camera: themeValue('--camera'),
    cameraDim: themeValue('--text-3'),
    accent: themeValue('--accent'),
    /** By level of the event, 1 to 4. */
    levels: [themeValue('--alarm'), themeValue('--warn'), themeValue('--accent'), themeValue('--text-3')] as const,
  };
}
export type Palette = ReturnType<typeof readPalette>;
