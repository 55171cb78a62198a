import Supercluster from 'supercluster';

export interface ClusterPoint {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
}

/** What stands on the map: one camera, or a number of them that are too close to be told apart. */
export type Mark =
  | { readonly kind: 'single'; readonly id: string; readonly lng: number; readonly lat: number }
  | {
      readonly kind: 'cluster';
      readonly lng: number;
      readonly lat: number;
      readonly count: number;
      /** The zoom level at which it falls apart. */
      readonly expansionZoom: number;
    };

export interface View {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
  readonly zoom: number;
}

/** From this zoom level on every camera stands alone. */
export const SINGLES_FROM_ZOOM = 16;

/** Clusters of points for any view. Loading sorts them once for all zoom levels; asking is quick. */
export class ClusterIndex {
  readonly #index = new Supercluster<{ id: string }>({ radius: 130, maxZoom: SINGLES_FROM_ZOOM - 1, minPoints: 2 });

  load(points: readonly ClusterPoint[]): void {
    this.#index.load(
      points.map(({ id, lng, lat }) => ({ type: 'Feature', properties: { id }, geometry: { type: 'Point', coordinates: [lng, lat] } })),
    );
  }

  marks({ west, south, east, north, zoom }: View): Mark[] {
    return this.#index.getClusters([west, south, east, north], Math.round(zoom)).map((feature) => {
      const [lng = 0, lat = 0] = feature.geometry.coordinates;
      const { properties } = feature;
      if (!('cluster' in properties)) return { kind: 'single', id: properties.id, lng, lat };
      const expansionZoom = this.#index.getClusterExpansionZoom(properties.cluster_id);
      return { kind: 'cluster', lng, lat, count: properties.point_count, expansionZoom };
    });
  }
}
