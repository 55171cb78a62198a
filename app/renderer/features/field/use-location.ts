import { useCallback, useState } from 'react';
import type { Position } from '../../../../sfu-server/protocol/primitives.ts';

/** `denied` is the person's choice; `failed` the device's fault. Neither keeps anybody from reporting. */
export type LocationState = 'idle' | 'locating' | 'located' | 'denied' | 'failed';

/** How long the phone may look for satellites, ms. */
const TIMEOUT_MS = 15_000;
/** How old a position may be, ms: a grid worker walks. */
const MAX_AGE_MS = 10_000;

/** The phone's own position, WGS84, asked for only when `locate` is called. */
export function useLocation(onLocated: (position: Position) => void): { state: LocationState; locate: () => void } {
  const [state, setState] = useState<LocationState>('idle');
  const locate = useCallback(() => {
    if (!('geolocation' in navigator)) {
      setState('failed');
      return;
    }
    setState('locating');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('located');
        onLocated({ lat: coords.latitude, lng: coords.longitude });
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: MAX_AGE_MS },
    );
  }, [onLocated]);
  return { state, locate };
}
