import type { Refusal } from '../../../sfu-server/protocol/errors.ts';

/** What a socket tells its owner. After `closed` nothing more comes. */
export interface SocketListener {
  opened(): void;
  message(text: string): void;
  /** `why` where it is known better than "the line is gone". */
  closed(why: Refusal | null): void;
}

/** A WebSocket to the server, however it is made. */
export interface Socket {
  send(text: string): void;
  /** Lets go at once, without waiting for the other side; tells the listener nothing any more. */
  drop(): void;
}

/** Starts to connect; returns at once. */
export type Connect = (listener: SocketListener) => Socket;
