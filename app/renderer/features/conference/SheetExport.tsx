import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './RollCallPanel.module.css';
import { saveBase64 } from './save-file.ts';

/** Brings a sheet out of the house: for a spreadsheet, or as a paper. */
export function SheetExport({ sheetId, disabled = false }: { sheetId: string; disabled?: boolean }) {
  const { t } = useTranslation('conference');
  const bridge = useBridge();
  const action = useAction();
  return (
    <span className={styles.export}>
      {(['csv', 'pdf'] as const).map((format) => (
        <button
          key={format}
          type="button"
          className={buttons.button}
          data-testid={`roll-export-${format}`}
          disabled={disabled || action.busy}
          onClick={() => void action.run(async () => saveBase64(await request(bridge, 'rollCall.export', { sheetId, format })))}
        >
          {t(`roll.export.${format}`)}
        </button>
      ))}
      {action.problem !== null && (
        <span className={buttons.problem} role="alert">
          {action.problem}
        </span>
      )}
    </span>
  );
}
