import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Arrangement, DossierDraft } from '../../../../sfu-server/protocol/dossier.ts';
import styles from './Dossier.module.css';

/** What would be filed now, in its order; lines can be left out, and moved among those of their form. */
export function DraftLines({ draft, onArrange }: { draft: DossierDraft; onArrange: ((arrangement: Arrangement) => void) | null }) {
  const { t } = useTranslation('dossier');
  const { lines, absences } = draft;
  const order = lines.map(({ key }) => key);
  const leftOut = lines.flatMap(({ key, leftOut: out }) => (out ? [key] : []));
  const move = (index: number) => {
    const [above, key] = [order[index - 1], order[index]];
    if (above === undefined || key === undefined) return;
    onArrange?.({ order: order.with(index - 1, key).with(index, above), leftOut, absences });
  };
  const toggle = (key: string, out: boolean) =>
    onArrange?.({ order, leftOut: out ? [...leftOut, key] : leftOut.filter((one) => one !== key), absences });
  return (
    <ol className={styles.lines} data-testid="dossier-lines">
      {lines.map(({ key, form, name, origin, state, pages, leftOut: out }, index) => (
        <li key={key} data-out={out} data-testid="dossier-line" data-form={form}>
          <span>
            {name}
            <small>
              {t(origin === 'paper' ? 'line.paper' : 'line.printed')}
              {pages !== null && ` · ${t('fact.pageCount', { count: pages })}`}
            </small>
          </span>
          {state === 'open' && <b data-state="due">{t('line.open')}</b>}
          {onArrange !== null && lines[index - 1]?.form === form && (
            <Button size="small" type="text" onClick={() => move(index)}>
              {t('line.up')}
            </Button>
          )}
          {onArrange !== null && (
            <Button size="small" type="text" onClick={() => toggle(key, !out)}>
              {t(out ? 'line.in' : 'line.out')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
