import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { Run } from '../../sfu-server/recording/compose/ffmpeg.ts';
import type { TestRoom, TestSender } from '../../sfu-server/recording/fixture.ts';

/** Seats of the meeting, each with a tone of its own, Hz, far enough from the others' to be told apart in the mix. */
export const TONES = [500, 800, 1200, 1700, 2300, 3100] as const;
/** When each seat is there, as shares of the meeting: everybody but the first comes late, goes early, or goes and comes back. */
const PRESENCE: readonly (readonly (readonly [number, number])[])[] = [
  [[0, 1]],
  [
    [0.1, 0.5],
    [0.6, 1],
  ],
  [[0.15, 0.9]],
  [
    [0, 0.35],
    [0.7, 1],
  ],
  [[0.4, 0.8]],
  [
    [0.2, 0.45],
    [0.55, 0.95],
  ],
];
/** A flash and a beep begin together every so often, s, and last so long, s. */
const PERIOD_S = 2;
const LASTS_S = 0.2;
const QUIET = 'libvpx -deadline realtime -cpu-used 8 -g 50 -b:v 200k -pix_fmt yuv420p'.split(' ');

/** Films of the seats, encoded before the meeting so that sending them costs next to nothing. */
export interface Films {
  readonly video: string;
  /** By seat. */
  readonly audio: readonly string[];
}

/** @param lengthS of each film, s */
export async function encodeFilms(dir: string, lengthS: number): Promise<Films> {
  mkdirSync(dir, { recursive: true });
  const on = `lt(mod(t+1,${PERIOD_S}),${LASTS_S})`;
  const video = join(dir, 'seat.webm');
  const picture = `color=black:s=320x180:r=25,drawbox=c=white:t=fill:enable='${on}'`;
  await new Run('ffmpeg', ['-f', 'lavfi', '-i', picture, '-t', `${lengthS}`, '-c:v', ...QUIET, '-y', video]).end();
  const audio: string[] = [];
  for (const tone of TONES) {
    const out = join(dir, `tone-${tone}.webm`);
    const sound = `aevalsrc='if(${on},0.12*sin(2*PI*${tone}*t),0)':s=48000`;
    await new Run('ffmpeg', ['-f', 'lavfi', '-i', sound, '-t', `${lengthS}`, '-c:a', 'libopus', '-ac', '2', '-y', out]).end();
    audio.push(out);
  }
  return { video, audio };
}

/** Those who are there from the beginning sit down: a room in which nobody sits is not recorded. */
export function sitDown(room: TestRoom): Map<number, TestSender> {
  const there = PRESENCE.flatMap((stays, seat) => (stays.some(([from]) => from === 0) ? [seat] : []));
  return new Map(there.map((seat) => [seat, room.sit(nameOf(seat))]));
}

/** Lets the seats come and go for `lengthMs`; `first` are those who sit there already. The chair is passed round: who speaks changes every tenth of the meeting. */
export async function holdMeeting(
  room: TestRoom,
  { video, audio }: Films,
  lengthMs: number,
  first: ReadonlyMap<number, TestSender>,
): Promise<void> {
  const over = new AbortController();
  const stay = async (seat: number, [from, until]: readonly [number, number]) => {
    await passed(from * lengthMs, undefined, { signal: over.signal });
    const sender = (from === 0 ? first.get(seat) : undefined) ?? room.sit(nameOf(seat));
    await sender.play({ video, audio: audio[seat] ?? '' });
    await passed((until - from) * lengthMs, undefined, { signal: over.signal });
    if (until < 1) await sender.leave();
  };
  const speakers = async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const speaker = room.people[turn % Math.max(1, room.people.length)];
      if (speaker !== undefined) room.speak(speaker.participant.id);
      await passed(lengthMs / 10, undefined, { signal: over.signal });
    }
  };
  try {
    await Promise.all([...PRESENCE.flatMap((stays, seat) => stays.map((one) => stay(seat, one))), speakers()]);
  } finally {
    over.abort();
  }
}

export function nameOf(seat: number): string {
  return `席位${seat + 1}`;
}

export function seatOf(name: string): number {
  return Number(name.slice('席位'.length)) - 1;
}
