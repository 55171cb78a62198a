import { useCallback, useEffect, useState } from 'react';
import { useBridge } from '../../bridge-context.tsx';
import { readSetting, writeSetting } from '../../store/settings.ts';
import { EMPTY_WALL, mended, type Wall, wallSchema } from './wall-layout.ts';

const SETTING = 'wall';

/** The wall of this seat, as it was left; null until it has been read. */
export function useWall(): readonly [Wall | null, (change: (wall: Wall) => Wall) => void] {
  const bridge = useBridge();
  const [wall, setWall] = useState<Wall | null>(null);
  useEffect(() => {
    let here = true;
    const show = (kept: Wall | null) => here && setWall(mended(kept ?? EMPTY_WALL));
    readSetting(bridge, SETTING, wallSchema).then(show, () => show(null));
    return () => {
      here = false;
    };
  }, [bridge]);
  const change = useCallback(
    (make: (wall: Wall) => Wall) =>
      setWall((before) => {
        if (before === null) return before;
        const after = make(before);
        // What cannot be kept still holds as long as the page is open.
        writeSetting(bridge, SETTING, after).catch(() => undefined);
        return after;
      }),
    [bridge],
  );
  return [wall, change];
}
