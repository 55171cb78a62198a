/** What can be shown and hidden on the map, in the order of the panel. */
export const MAP_LAYERS = ['grids', 'boundaries', 'cameras', 'events'] as const;
export type MapLayer = (typeof MAP_LAYERS)[number];
export type ShownLayers = ReadonlySet<MapLayer>;
