import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RollCallHead } from '../../../../sfu-server/protocol/roll-call.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import styles from './RollCallPanel.module.css';
import { rollFigures } from './roll-rows.ts';
import { SheetExport } from './SheetExport.tsx';

const SHOWN = 20;

/** Sheets of this room that are done; read when they are first shown and when another one is. */
export function PastSheets({ roomId, exceptId }: { roomId: string; exceptId: string | null }) {
  const { t } = useTranslation('conference');
  const bridge = useBridge();
  const [sheets, setSheets] = useState<readonly RollCallHead[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sheet that is done is the reason to read again
  useEffect(() => {
    let left = false;
    request(bridge, 'rollCall.list', { roomId, limit: SHOWN }).then(
      ({ sheets: found }) => {
        if (!left) setSheets(found);
      },
      // Without a line there is nothing to show; the list is read again with the next sheet.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [bridge, roomId, exceptId]);
  const past = sheets.filter(({ id }) => id !== exceptId);
  if (past.length === 0) return null;
  return (
    <div className={styles.past}>
      <h4>{t('roll.past')}</h4>
      <ul>
        {past.map((sheet) => {
          const { expected, came } = rollFigures(sheet.totals);
          return (
            <li key={sheet.id} data-testid="roll-past">
              <span>
                {momentText(sheet.startedAt)} · {t('roll.of', { came, expected })}
              </span>
              <SheetExport sheetId={sheet.id} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
