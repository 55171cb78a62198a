import { v7 as uuidv7 } from 'uuid';
import { Refusal } from '../protocol/errors.ts';
import type { ChatMessage, RoomSettings } from '../protocol/room.ts';
import type { RoomFile } from '../protocol/room-file.ts';
import { mayChat } from '../protocol/room-rights.ts';
import type { Seat } from './seat.ts';
import type { RoomVoice } from './voice.ts';

/** Messages that somebody who comes in is shown. */
export const CHAT_SHOWN = 200;

/** What is said in writing in one room. */
export class Chat {
  readonly #voice: RoomVoice;
  readonly #messages: ChatMessage[];

  constructor(voice: RoomVoice, messages: readonly ChatMessage[]) {
    this.#voice = voice;
    this.#messages = [...messages];
  }

  get messages(): ChatMessage[] {
    return [...this.#messages];
  }

  /**
   * Tells all but the writer; the caller keeps it. What is for some is told to them and neither shown nor kept afterwards.
   * @throws Refusal `room.may_not_chat`
   */
  say(seat: Seat, text: string, settings: RoomSettings, now: number, hearers: readonly Seat[] | null): ChatMessage {
    this.check(seat, settings);
    const message = { id: uuidv7(), participantId: seat.id, name: seat.name, text, at: now };
    const news = { roomId: this.#voice.roomId, message };
    if (hearers !== null) {
      const others = hearers.filter((one) => one !== seat);
      this.#voice.tellTo(others, 'room.chat', news);
      return message;
    }
    this.#add(message);
    this.#voice.tell('room.chat', news, seat);
    return message;
  }

  /** @throws Refusal `room.may_not_chat` */
  check(seat: Seat, settings: RoomSettings): void {
    if (!mayChat(seat.role, settings)) throw new Refusal('room.may_not_chat', 'The host has closed the chat.');
  }

  /** A message that is a file: the caller keeps it first, and then has it told to all, its sender too. */
  fileMessage(seat: Seat, file: RoomFile, now: number): ChatMessage {
    return { id: file.id, participantId: seat.id, name: seat.name, text: '', file, at: now };
  }

  /** Tells a message that is kept. */
  post(message: ChatMessage): void {
    this.#add(message);
    this.#voice.tell('room.chat', { roomId: this.#voice.roomId, message });
  }

  #add(message: ChatMessage): void {
    this.#messages.push(message);
    if (this.#messages.length > CHAT_SHOWN) this.#messages.shift();
  }
}
