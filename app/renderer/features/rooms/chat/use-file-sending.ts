import { useCallback, useEffect, useRef, useState } from 'react';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { sendRoomFile } from './room-file-transfer.ts';

/** A file on its way to a room, or one that was refused. */
export interface OutgoingFile {
  readonly key: number;
  readonly file: File;
  /** 0 to 1 */
  readonly share: number;
  /** What was refused; null while it is on its way. */
  readonly error: unknown;
}

export interface FileSending {
  readonly outgoing: readonly OutgoingFile[];
  send(files: readonly File[]): void;
  /** Sends a refused one again. */
  retry(one: OutgoingFile): void;
  /** Stops one on its way, or puts a refused one away. */
  drop(one: OutgoingFile): void;
}

/** Files that this page sends to a room, one after the other: a poor line carries one better than three. Stops with the component. */
export function useFileSending(room: RoomSession, roomId: string): FileSending {
  const bridge = useBridge();
  const [outgoing, setOutgoing] = useState<readonly OutgoingFile[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const last = useRef<Promise<void>>(Promise.resolve());
  const lastKey = useRef(0);
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const one of all.values()) one.abort();
    };
  }, []);
  const change = useCallback((key: number, what: Partial<OutgoingFile> | null) => {
    setOutgoing((now) =>
      what === null ? now.filter((one) => one.key !== key) : now.map((one) => (one.key === key ? { ...one, ...what } : one)),
    );
  }, []);
  const send = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        lastKey.current += 1;
        const key = lastKey.current;
        const stop = new AbortController();
        // It may wait for those before it: chosen inside a caucus it is not for those outside.
        const { apartSince } = room;
        running.current.set(key, stop);
        setOutgoing((now) => [...now, { key, file, share: 0, error: null }]);
        last.current = last.current.then(async () => {
          try {
            if (!stop.signal.aborted) {
              await sendRoomFile(bridge, { roomId, apartSince }, file, { onShare: (share) => change(key, { share }), signal: stop.signal });
            }
            change(key, null);
          } catch (error) {
            change(key, stop.signal.aborted ? null : { error });
          } finally {
            running.current.delete(key);
          }
        });
      }
    },
    [bridge, room, roomId, change],
  );
  const drop = useCallback(
    ({ key }: OutgoingFile) => {
      running.current.get(key)?.abort();
      change(key, null);
    },
    [change],
  );
  const retry = useCallback(
    (one: OutgoingFile) => {
      drop(one);
      send([one.file]);
    },
    [drop, send],
  );
  return { outgoing, send, retry, drop };
}
