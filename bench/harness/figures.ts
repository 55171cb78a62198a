import { cpus, totalmem } from 'node:os';

/** A figure measured several times, in the unit of its name. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
}

/** The value below which a share of the samples lies, between the two nearest (as numpy's default). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new RangeError('No samples.');
  return below + (above - below) * (place - Math.floor(place));
}

/** Median and 95th percentile, to a tenth. */
export function spread(samples: readonly number[]): Spread {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { median: round(quantile(samples, 0.5)), p95: round(quantile(samples, 0.95)), runs: samples.length };
}

/** The line that a benchmark ends with (see the outer contract). */
export function resultLine(bench: string, figures: Readonly<Record<string, Spread | { readonly value: number }>>): string {
  const processors = cpus();
  const machine = {
    cores: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
  };
  return JSON.stringify({ bench, figures, machine });
}
