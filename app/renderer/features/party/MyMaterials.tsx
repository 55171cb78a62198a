import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { useAction } from '../rooms/use-action.ts';
import { MyCard } from './MyCard.tsx';
import type { MyProps } from './MyPage.tsx';
import styles from './Party.module.css';
import { Picker } from './Pictures.tsx';
import { smallerPicture } from './pictures.ts';
import { bringFile } from './send.ts';

/** What the party has brought, and a place to bring more. */
export function MyMaterials({ code, view, look }: MyProps) {
  const { t } = useTranslation('party');
  const bridge = useBridge();
  const action = useAction();
  const [problem, setProblem] = useState<string | null>(null);
  const ending = useRef(new AbortController());
  useEffect(() => {
    ending.current = new AbortController();
    return () => ending.current.abort();
  }, []);
  const add = (files: readonly File[]) =>
    void action.run(async () => {
      setProblem(null);
      const patience = { signal: ending.current.signal, waiting: () => undefined };
      for (const file of files) {
        const picture = await smallerPicture(file).catch(() => null);
        if (picture === null) setProblem(t('pictures.notOne', { name: file.name }));
        else await bringFile(bridge, code, picture, patience);
      }
      look();
    });
  return (
    <MyCard title={t('my.materials')} problem={problem ?? action.problem}>
      <p className={styles.hint}>{t('my.materials.private')}</p>
      <ul className={styles.list}>
        {view.materials.map(({ id, name, at, complete }) => (
          <li key={id} data-testid="my-material" data-complete={complete}>
            <b>{name}</b>
            <span>{momentText(at)}</span>
            {!complete && <small className={styles.warn}>{t('my.materials.missing')}</small>}
          </li>
        ))}
      </ul>
      {view.mayBring && (
        <div className={styles.pickers}>
          <Picker label={t(action.busy ? 'my.materials.sending' : 'my.materials.add')} disabled={action.busy} onFiles={add} />
        </div>
      )}
    </MyCard>
  );
}
