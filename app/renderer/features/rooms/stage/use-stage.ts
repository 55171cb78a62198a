import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { type StageStore, type StageView, stageOf } from './StageStore.ts';

/** How this seat looks at its room. */
export function useStage(room: RoomSession): StageStore {
  const bridge = useBridge();
  return useMemo(() => stageOf(bridge, room), [bridge, room]);
}

export function useStageView<T>(stage: StageStore, select: (view: StageView) => T): T {
  return useStore(stage.store, select);
}

export interface StageSize {
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS px, of the screen that the window is on. */
  readonly pixelRatio: number;
}

/** The size of an element, in whatever window it is. */
export function useStageSize(element: RefObject<HTMLElement | null>): StageSize {
  const [size, setSize] = useState<StageSize>({ width: 0, height: 0, pixelRatio: 1 });
  useEffect(() => {
    const view = element.current?.ownerDocument.defaultView ?? null;
    if (element.current === null || view === null) return;
    const observer = new view.ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width), height: Math.floor(height), pixelRatio: view.devicePixelRatio });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Whether an element's window can be seen at all: what is minimised needs no pictures. */
export function useWindowSeen(element: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    const page = element.current?.ownerDocument;
    if (page === undefined) return;
    const look = () => setSeen(page.visibilityState === 'visible');
    look();
    page.addEventListener('visibilitychange', look);
    return () => page.removeEventListener('visibilitychange', look);
  }, [element]);
  return seen;
}
