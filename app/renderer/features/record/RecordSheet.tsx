import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import {
  correctionsIn,
  isCurrent,
  type MediationRecord,
  RECORD_STEPS,
  type RecordLine,
  type TimeMark,
  wordOf,
} from '../../../../sfu-server/protocol/entities/record.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { KeptText } from '../agreement/KeptText.tsx';
import { mutate } from '../events/mutate.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { Composer } from './Composer.tsx';
import { LineRow } from './LineRow.tsx';
import { linesOfText, QUESTION_SETS } from './question-sets.ts';
import styles from './Record.module.css';
import { linesOfSet, type Surroundings } from './recorder.ts';
import { useLineSaver } from './use-record.ts';

export interface RecordSheetProps {
  readonly record: MediationRecord;
  /** Who may be asked whether it is right: the names of the parties. */
  readonly parties: readonly { readonly name: string; readonly side: 'applicant' | 'respondent' | 'third' }[];
  readonly mayWrite: boolean;
  surroundings(): Surroundings;
  /** As of `Composer`. */
  readonly division: number | null;
  readonly onMark: ((mark: TimeMark) => void) | null;
  /** Shows it to the room; left out where there is none. */
  readonly onShow?: () => Promise<unknown>;
}

/** The record as it is written, read back and confirmed. */
export function RecordSheet({ record, parties, mayWrite, surroundings, division, onMark, onShow }: RecordSheetProps) {
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const action = useAction();
  const saving = useLineSaver(record.id);
  const [afterId, setAfterId] = useState<string | null>(null);
  const [printed, setPrinted] = useState(false);
  const [note, setNote] = useState('');
  const silent = parties.length === 0 || parties.some((party) => wordOf(party, record) === null);
  const [writing, setWriting] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const may = (step: keyof typeof RECORD_STEPS) => mayWrite && RECORD_STEPS[step].includes(record.state);
  const { id } = record;
  const shown = record.lines.filter((line) => line.id !== writing);
  const count = shown.length;
  // What is written last stays in sight.
  useEffect(() => {
    if (afterId === null && count > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [count, afterId]);
  const setText = ({ id: lineId, corrections: _c, byId: _b, byName: _n, ...line }: RecordLine, text: string) =>
    saving.put({ ...line, lineId, text: text.trim() });
  const noted = (name: string, side: 'applicant' | 'respondent' | 'third') => {
    const corrections = correctionsIn(record);
    return { id, confirmationId: uuidv7(), name: name.slice(0, 40), side, corrections };
  };
  return (
    <section className={styles.sheet} data-testid="record" data-record-id={id} data-state={record.state}>
      <header>
        <b data-state={record.state}>{t(`state.${record.state}`)}</b>
        <span>{t('opened', { name: record.openedByName, time: momentText(record.openedAt) })}</span>
        {mayWrite && record.state !== 'confirmed' && (
          <span className={styles.saved} data-testid="record-saved" data-state={saving.state} role="status">
            {t(`saving.${saving.state}`)}
          </span>
        )}
      </header>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <ol ref={list} className={styles.lines}>
        {shown.length === 0 && <li className={styles.empty}>{t('empty')}</li>}
        {shown.map((line) => (
          <LineRow
            key={line.id}
            line={line}
            editable={may('line')}
            chosen={line.id === afterId}
            onChoose={() => setAfterId(line.id === record.lines.at(-1)?.id ? null : line.id)}
            onMark={onMark === null || line.mark === null ? null : () => line.mark !== null && onMark(line.mark)}
            onText={(text) => setText(line, text)}
          />
        ))}
      </ol>
      {may('line') && (
        <>
          {afterId !== null && (
            <p className={styles.between}>
              {t('between')}
              <button type="button" className={buttons.quiet} onClick={() => setAfterId(null)}>
                {t('toEnd')}
              </button>
            </p>
          )}
          <Composer
            key={record.id}
            record={record}
            saving={saving}
            afterId={afterId}
            surroundings={surroundings}
            division={division}
            onWriting={setWriting}
            onDone={(lineId) => afterId !== null && setAfterId(lineId)}
          />
        </>
      )}
      <div className={styles.result}>
        <b>{t('result')}</b>
        <KeptText
          label={t(may('result') ? 'result.hint' : 'result.none')}
          value={record.result}
          testId="record-result"
          maxLength={4000}
          disabled={!may('result') || record.confirmations.length > 0}
          onKeep={(result) => void action.run(() => mutate(bridge, 'record.result', { id, result }))}
        />
      </div>
      {mayWrite && (
        <footer className={styles.steps}>
          {may('line') && (
            <select
              className={buttons.input}
              aria-label={t('sets')}
              data-testid="record-set"
              value=""
              onChange={(event) => {
                const key = QUESTION_SETS.find((one) => one === event.target.value);
                if (key === undefined) return;
                for (const line of linesOfSet(linesOfText(t(`set.${key}.lines`)), record.lines, afterId, surroundings(), Date.now())) {
                  saving.put(line);
                }
              }}
            >
              <option value="">{t('sets')}</option>
              {QUESTION_SETS.map((key) => (
                <option key={key} value={key}>
                  {t(`set.${key}`)}
                </option>
              ))}
            </select>
          )}
          {may('readBack') && (
            <button
              type="button"
              className={buttons.primary}
              data-testid="record-read-back"
              disabled={action.busy || record.lines.length === 0}
              onClick={() => void action.run(() => mutate(bridge, 'record.readBack', { id }))}
            >
              {t('readBack')}
            </button>
          )}
          {may('confirmParty') && onShow !== undefined && (
            <button
              type="button"
              className={buttons.primary}
              data-testid="record-show"
              disabled={action.busy}
              onClick={() => void action.run(onShow)}
            >
              {t('readBack.show')}
            </button>
          )}
          {record.state === 'confirmed' && (
            <button
              type="button"
              className={buttons.button}
              data-testid="record-print"
              disabled={action.busy || printed}
              onClick={() =>
                void action.run(() => request(bridge, 'record.print', { recordId: id })).then((done) => done && setPrinted(true))
              }
            >
              {t(printed ? 'printed' : 'print')}
            </button>
          )}
          {may('resume') && (
            <button
              type="button"
              className={buttons.button}
              data-testid="record-resume"
              disabled={action.busy}
              onClick={() => void action.run(() => mutate(bridge, 'record.resume', { id }))}
            >
              {t('resume')}
            </button>
          )}
          {may('confirm') && silent && (
            <input
              className={buttons.input}
              aria-label={t('unconfirmed.note')}
              placeholder={t('unconfirmed.note')}
              data-testid="record-unconfirmed-note"
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
          {may('confirm') && (
            <button
              type="button"
              className={buttons.primary}
              data-testid="record-confirm"
              disabled={action.busy || (silent && note.trim() === '')}
              onClick={() => void action.run(() => mutate(bridge, 'record.confirm', silent ? { id, note: note.trim() } : { id }))}
            >
              {t('confirm')}
            </button>
          )}
        </footer>
      )}
      {record.state !== 'typing' && (
        <ul className={styles.confirmations} aria-label={t('confirmations')}>
          {parties.map(({ name, side }) => {
            const last = record.confirmations.findLast((one) => one.name === name.slice(0, 40) && one.side === side);
            const said = last !== undefined && isCurrent(last, record) ? 'done' : 'outdated';
            const state = last === undefined ? 'missing' : said;
            return (
              <li key={`${side} ${name}`} data-testid="record-party" data-state={state}>
                <span>
                  {t(`speaker.${side}`)} {name}
                </span>
                <small>
                  {last === undefined ? t('confirmation.missing') : t(`confirmation.${said}.${last.way}`, { time: momentText(last.at) })}
                </small>
                {may('confirmParty') && state !== 'done' && (
                  <button
                    type="button"
                    className={buttons.button}
                    data-testid="record-confirm-party"
                    disabled={action.busy}
                    onClick={() => void action.run(() => mutate(bridge, 'record.confirmParty', noted(name, side)))}
                  >
                    {t('confirmation.note')}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
