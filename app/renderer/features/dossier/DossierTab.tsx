import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arrangement, KEEPS, type Keep } from '../../../../sfu-server/protocol/dossier.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { orNull } from '../../ui/text-problem.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Dossier.module.css';
import { DossierCard } from './DossierCard.tsx';
import { DraftLines } from './DraftLines.tsx';
import { Missing } from './Missing.tsx';

/** The dossier of a mediation: what is filed, and what would be filed now. */
export function DossierTab({ work: { one, mayHandle } }: { work: MediationWork }) {
  const { t } = useTranslation('dossier');
  const bridge = useBridge();
  const { busy, problem, run } = useAction();
  const [found, setFound] = useState<RequestResult<'dossier.ofCase'> | null>(null);
  const [chosenKeep, setKeep] = useState<Keep | null>(null);
  const checkedId = useId();
  const [checkedBy, setCheckedBy] = useState('');
  const { id: caseId, updatedAt } = one;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a case that has changed may have another dossier
  useEffect(() => {
    void run(() => request(bridge, 'dossier.ofCase', { caseId }).then(setFound));
  }, [bridge, caseId, updatedAt, run]);
  if (found === null) return <p className={styles.hint}>{problem ?? t('loading')}</p>;
  const { draft, dossiers } = found;
  const { years, proposed } = draft.retention;
  const keep = chosenKeep ?? proposed;
  const arrange = (arrangement: Arrangement) => void run(() => request(bridge, 'dossier.arrange', { caseId, arrangement }).then(setFound));
  const withAbsences = (absences: Arrangement['absences']) =>
    arrange({
      order: draft.lines.map(({ key }) => key),
      leftOut: draft.lines.flatMap(({ key, leftOut }) => (leftOut ? [key] : [])),
      absences,
    });
  const file = () =>
    void run(async () => {
      await request(bridge, 'dossier.file', { caseId, keep, checkedByName: orNull(checkedBy), remark: null });
      setFound(await request(bridge, 'dossier.ofCase', { caseId }));
    });
  const isSupplement = draft.volume > 1;
  const open = draft.lines.some(({ state, leftOut }) => state === 'open' && !leftOut);
  const obstacle = !draft.ended ? t('file.running') : draft.missing.length > 0 ? t('file.missing') : open ? t('file.open') : null;
  return (
    <div className={styles.tab} data-testid="dossier-tab">
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {dossiers.map((dossier) => (
        <DossierCard
          key={dossier.id}
          dossier={dossier}
          onChanged={(changed) => setFound({ draft, dossiers: dossiers.map((known) => (known.id === changed.id ? changed : known)) })}
        />
      ))}
      {isSupplement && draft.lines.length === 0 ? (
        <p className={styles.hint}>{t('draft.nothing')}</p>
      ) : (
        <section className={styles.card}>
          <header>
            <h4>{t(isSupplement ? 'draft.supplement' : 'draft')}</h4>
          </header>
          <DraftLines draft={draft} onArrange={mayHandle ? arrange : null} />
          {draft.missing.map((form) => (
            <Missing key={form} form={form} onExplain={mayHandle ? (text) => withAbsences([...draft.absences, { form, text }]) : null} />
          ))}
          {draft.absences.map(({ form, text }) => (
            <p key={form} className={styles.hint}>
              {t('absence', { name: t(`form.${form}`), text })}{' '}
              {mayHandle && (
                <Button size="small" type="link" onClick={() => withAbsences(draft.absences.filter((known) => known.form !== form))}>
                  {t('absence.drop')}
                </Button>
              )}
            </p>
          ))}
          {mayHandle && (
            <div className={styles.end}>
              {!isSupplement && (
                <label>
                  {t('fact.keep')}
                  <select
                    data-testid="dossier-keep"
                    value={keep}
                    onChange={(event) => setKeep(KEEPS.find((known) => known === event.target.value) ?? null)}
                  >
                    {KEEPS.map((known) => (
                      <option key={known} value={known}>
                        {years[known] === null ? t(`keep.${known}`) : t('keep.years', { keep: t(`keep.${known}`), count: years[known] })}
                      </option>
                    ))}
                  </select>
                </label>
              )}
              <label htmlFor={checkedId}>
                {t('fact.checked')}
                <Input
                  id={checkedId}
                  maxLength={40}
                  data-testid="dossier-checked"
                  value={checkedBy}
                  onChange={(event) => setCheckedBy(event.target.value)}
                />
              </label>
              <Button
                type="primary"
                data-testid="dossier-file"
                loading={busy}
                disabled={obstacle !== null || draft.lines.length === 0}
                onClick={file}
              >
                {t(isSupplement ? 'file.supplement' : 'file')}
              </Button>
            </div>
          )}
          {mayHandle && <p className={styles.hint}>{obstacle ?? t('file.hint')}</p>}
        </section>
      )}
    </div>
  );
}
