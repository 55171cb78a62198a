import { countyYear, type Series } from '../../sfu-server/governance/number-series.ts';

export interface SeriesStart {
  readonly orgId: string;
  readonly series: Series;
  readonly year: number;
  readonly next: number;
}

/** Numbers without gaps for rows that are loaded oldest first, as the server would have given them. */
export class RunningNumbers {
  readonly #starts = new Map<string, SeriesStart>();

  /** @param at UTC ms */
  take(orgId: string, series: Series, at: number): { year: number; n: number } {
    const year = countyYear(at);
    const key = `${orgId} ${series} ${year}`;
    const n = this.#starts.get(key)?.next ?? 1;
    this.#starts.set(key, { orgId, series, year, next: n + 1 });
    return { year, n };
  }

  /** Where each series goes on. */
  get starts(): SeriesStart[] {
    return [...this.#starts.values()];
  }
}
