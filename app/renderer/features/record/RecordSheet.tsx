import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Party } from '../../../../sfu-server/protocol/entities/mediation.ts';
import {
  type MediationRecord,
  RECORD_STEPS,
  type RecordLine,
  type RecordStep,
  type TimeMark,
  wordOf,
} from '../../../../sfu-server/protocol/entities/record.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { KeptText } from '../agreement/KeptText.tsx';
import { mutate } from '../events/mutate.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { Composer, type ComposerHandle } from './Composer.tsx';
import { Confirmations } from './Confirmations.tsx';
import { LineRow } from './LineRow.tsx';
import styles from './Record.module.css';
import { RecordSteps } from './RecordSteps.tsx';
import { linesOfSet, offeredIn, type Surroundings } from './recorder.ts';
import { SpeechPanel } from './SpeechPanel.tsx';
import { useLineSaver } from './use-record.ts';
import type { Speech } from './use-speech.ts';

export interface RecordSheetProps {
  readonly record: MediationRecord;
  /** Who is asked whether it is right. */
  readonly parties: readonly Pick<Party, 'id' | 'name' | 'side'>[];
  readonly mayWrite: boolean;
  surroundings(): Surroundings;
  /** As of `Composer`. */
  readonly division: number | null;
  readonly onMark: ((mark: TimeMark) => void) | null;
  /** Why a time mark could not be played. */
  readonly markProblem: string | null;
  /** What is understood of what is said; left out where there is no room. */
  readonly speech?: Speech;
  /** Shows it to the room; left out where there is none. */
  readonly onShow?: () => Promise<unknown>;
}

/** The record as it is written, read back and confirmed. */
export function RecordSheet(props: RecordSheetProps) {
  const { record, parties, mayWrite, surroundings, division, onMark, markProblem, speech, onShow } = props;
  const { t } = useTranslation('record');
  const bridge = useBridge();
  const action = useAction();
  const saving = useLineSaver(record.id);
  const [afterId, setAfterId] = useState<string | null>(null);
  const silent = parties.length === 0 || parties.some((party) => wordOf(party, record) === null);
  const [writing, setWriting] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const composer = useRef<ComposerHandle>(null);
  const may = (step: RecordStep) => mayWrite && RECORD_STEPS[step].includes(record.state);
  const { id } = record;
  const shown = record.lines.filter((line) => line.id !== writing);
  const count = shown.length;
  // What is written last stays in sight.
  useEffect(() => {
    if (afterId === null && count > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [count, afterId]);
  const setText = ({ id: lineId, corrections: _c, byId: _b, byName: _n, ...line }: RecordLine, text: string) =>
    saving.put({ ...line, lineId, text: text.trim() });
  const insert = (lines: readonly string[]) => {
    for (const line of linesOfSet(lines, record.lines, afterId, surroundings(), Date.now())) saving.put(line);
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
      {may('line') && speech !== undefined && (
        <SpeechPanel speech={speech} isDivided={division !== null} onTake={(one) => composer.current?.take(one)} />
      )}
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
            ref={composer}
            record={record}
            saving={saving}
            afterId={afterId}
            surroundings={surroundings}
            division={division}
            offered={offeredIn(division, speech?.now?.proposals ?? [])[0] ?? null}
            onTaken={(one) => speech?.settle(one)}
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
      {/* Beside what was pressed: the head of a long record is out of sight. */}
      {[action.problem, markProblem].map(
        (problem) =>
          problem !== null && (
            <p key={problem} className={`${buttons.problem} ${styles.problem}`} role="alert">
              {problem}
            </p>
          ),
      )}
      {mayWrite && <RecordSteps record={record} may={may} silent={silent} action={action} onInsert={insert} onShow={onShow} />}
      {record.state !== 'typing' && parties.length > 0 && (
        <Confirmations record={record} parties={parties} mayNote={may('confirmParty')} action={action} />
      )}
    </section>
  );
}
