import type { Clock, Dispose } from '../../media/clock.ts';
import { type BoardNews, TELL_MS } from '../../protocol/board.ts';

/** Gathers what happens on a board, so that it is told 30 times a second at most, however many draw. */
export class NewsDesk {
  readonly #clock: Clock;
  readonly #tell: (news: BoardNews[]) => void;
  #news: BoardNews[] = [];
  #waiting: Dispose | null = null;

  constructor(clock: Clock, tell: (news: BoardNews[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(news: BoardNews): void {
    merge(this.#news, news);
    this.#waiting ??= this.#clock.after(TELL_MS, () => this.flush());
  }

  /** Tells what was gathered now. */
  flush(): void {
    this.close();
    if (this.#news.length === 0) return;
    const news = this.#news;
    this.#news = [];
    this.#tell(news);
  }

  /** Stops waiting. */
  close(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}

/** Of a pointer only the last place counts; a pen's way that goes on is one way. */
function merge(gathered: BoardNews[], news: BoardNews): void {
  if (news.op === 'point') {
    const at = gathered.findIndex((one) => one.op === 'point' && one.by === news.by);
    if (at !== -1) gathered.splice(at, 1);
  }
  const last = gathered.at(-1);
  if (news.op === 'extend' && last?.op === 'extend' && last.id === news.id) {
    gathered[gathered.length - 1] = { ...last, points: [...last.points, ...news.points] };
    return;
  }
  gathered.push(news);
}
