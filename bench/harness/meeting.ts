import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DEMO_PASSWORD } from '../../resources/demo-county/accounts.ts';
import { MeetingSeat } from './meeting-seat.ts';

/** Whose seats fill the meeting, in turn: one account may sit on many pages. */
const PEOPLE = ['leader', 'duty', 'clerk', 'township', 'township2', 'village', 'court', 'justice'] as const;

/** Who come and go at the same time. */
const CHURN_AT_ONCE = 8;

const signedInSchema = z.object({ tokens: z.object({ accessToken: z.string() }) });
const createdSchema = z.object({ room: z.object({ id: z.string() }) });

/** A county meeting on a real server, and as many sockets, signed in, as shall come to it. */
export class Meeting {
  readonly roomId: string;
  readonly seats: readonly MeetingSeat[];

  static async open(serverUrl: string, count: number): Promise<Meeting> {
    const host = await MeetingSeat.open(serverUrl);
    await signIn(host, 'host');
    const meeting = { kind: 'conference', title: '全县视频会议', access: 'line', invitedOrgIds: [] };
    const { room } = createdSchema.parse(await host.request('room.create', meeting));
    const tokens: string[] = [];
    for (const username of PEOPLE) {
      const first = await MeetingSeat.open(serverUrl);
      tokens.push(await signIn(first, username));
      first.close();
    }
    const seats: MeetingSeat[] = [];
    for (let index = 0; index < count; index += 1) {
      const seat = await MeetingSeat.open(serverUrl);
      await seat.request('auth.resume', { accessToken: tokens[index % tokens.length] });
      seats.push(seat);
    }
    return new Meeting(host, room.id, seats);
  }

  private constructor(host: MeetingSeat, roomId: string, seats: readonly MeetingSeat[]) {
    this.roomId = roomId;
    this.seats = [host, ...seats];
  }

  /** All come in, evenly over so long; an answer that is late makes nobody wait. @returns how long each answer took, ms */
  async joinAll(withinMs: number): Promise<number[]> {
    const pauseMs = withinMs / this.seats.length;
    const started = performance.now();
    const answers: Promise<number>[] = [];
    for (const [index, seat] of this.seats.entries()) {
      await sleep(Math.max(0, started + index * pauseMs - performance.now()));
      answers.push(this.#join(seat));
    }
    return Promise.all(answers);
  }

  /** They leave and come in again, a few at a time, until so many have. */
  async churn(times: number): Promise<void> {
    let done = 0;
    const lane = async () => {
      while (done < times) {
        const seat = this.seats[done % this.seats.length];
        done += 1;
        if (seat === undefined) return;
        await seat.request('room.leave', { roomId: this.roomId });
        await this.#join(seat);
      }
    };
    await Promise.all(Array.from({ length: CHURN_AT_ONCE }, lane));
  }

  async leaveAll(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.request('room.leave', { roomId: this.roomId })));
  }

  /** Bytes that all have been sent so far. */
  get received(): number {
    return this.seats.reduce((sum, seat) => sum + seat.received, 0);
  }

  close(): void {
    for (const seat of this.seats) seat.close();
  }

  async #join(seat: MeetingSeat): Promise<number> {
    const asked = performance.now();
    await seat.request('room.join', { roomId: this.roomId, seat: null, freshTransports: true });
    return performance.now() - asked;
  }
}

async function signIn(seat: MeetingSeat, username: string): Promise<string> {
  const { tokens } = signedInSchema.parse(await seat.request('auth.signIn', { username, password: DEMO_PASSWORD }));
  return tokens.accessToken;
}
