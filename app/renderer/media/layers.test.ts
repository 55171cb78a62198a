import { describe, expect, test } from 'vitest';
import { layerForHeight } from './layers.ts';

describe('the layer that a tile needs', () => {
  test.each([
    { height: 90, pixelRatio: 1, layer: 0 },
    { height: 200, pixelRatio: 1, layer: 0 },
    { height: 240, pixelRatio: 1, layer: 1 },
    { height: 430, pixelRatio: 1, layer: 1 },
    { height: 480, pixelRatio: 1, layer: 2 },
    { height: 2000, pixelRatio: 1, layer: 2 },
    { height: 160, pixelRatio: 2, layer: 1 },
  ])('$height px at $pixelRatio is layer $layer', ({ height, pixelRatio, layer }) => {
    expect(layerForHeight(height, pixelRatio)).toBe(layer);
  });
});
