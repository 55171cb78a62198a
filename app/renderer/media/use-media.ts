import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useBridge } from '../bridge-context.tsx';
import { type PageMedia, pageMedia } from './page-media.ts';
import type { RoomSession } from './RoomSession.ts';
import type { RoomView } from './room-view.ts';
import type { CameraView } from './SurveillanceSession.ts';

export function usePageMedia(): PageMedia {
  const bridge = useBridge();
  return useMemo(() => pageMedia(bridge), [bridge]);
}

/** The room in which this page sits, or null. */
export function useCurrentRoom(): RoomSession | null {
  return useStore(usePageMedia().store, ({ room }) => room);
}

export function useRoom<T>(room: RoomSession, select: (view: RoomView) => T): T {
  return useStore(room.store, select);
}

const CONNECTING: CameraView = { state: 'connecting', attempt: 1 };

/** Watches a camera as long as the component is there. */
export function useCamera(cameraId: string): CameraView {
  const { surveillance } = usePageMedia();
  useEffect(() => surveillance.watch(cameraId), [surveillance, cameraId]);
  return useStore(surveillance.store, (views) => views.get(cameraId)) ?? CONNECTING;
}
