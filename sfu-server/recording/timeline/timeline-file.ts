import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type TimelineEvent, timelineEventSchema } from './events.ts';

/** Adds a line. Short and rare enough to be written at once: a crash of the server right after it loses nothing. */
export function appendTimeline(path: string, event: TimelineEvent): void {
  appendFileSync(path, `${JSON.stringify(event)}\n`, { mode: 0o600 });
}

/** All events in order of time; a line that a crash has cut is left out. */
export function readTimeline(path: string): TimelineEvent[] {
  if (!existsSync(path)) return [];
  const events: TimelineEvent[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    try {
      events.push(timelineEventSchema.parse(JSON.parse(line)));
    } catch {}
  }
  return events.sort((a, b) => a.t - b.t);
}
