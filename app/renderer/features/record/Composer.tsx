import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_LINE, type MediationRecord, type RecordLineWords, type Speaker } from '../../../../sfu-server/protocol/entities/record.ts';
import type { SpeechProposal } from '../../../../sfu-server/protocol/speech.ts';
import styles from './Record.module.css';
import { newLine, offeredIn, positionAfter, type Surroundings } from './recorder.ts';
import { SpeakerChoice, speakerOfKey } from './SpeakerChoice.tsx';
import type { Saving } from './use-record.ts';

const FIRST: Speaker = { kind: 'mediator', name: null };

export interface ComposerHandle {
  /** Begins a line with what was understood; what was being written is finished before. */
  take(proposal: SpeechProposal): void;
}

export interface ComposerProps {
  readonly ref?: Ref<ComposerHandle>;
  readonly record: MediationRecord;
  readonly saving: Saving;
  /** The line that a new one follows; null: the last. */
  readonly afterId: string | null;
  /** As it is at this moment: the first key of a line says where in the recording it is. */
  surroundings(): Surroundings;
  /** The division (`apart.since`) of the room; a line never reaches from one into another. */
  readonly division: number | null;
  /** What was said and understood first and is not settled: Tab takes it over. */
  readonly offered: SpeechProposal | null;
  onTaken(proposal: SpeechProposal): void;
  /** A line is being written, or is done (null). */
  onWriting(lineId: string | null): void;
  /** It was finished: what comes next follows it. */
  onDone(lineId: string): void;
}

/**
 * The line that is being written: Enter begins the next, Alt with a number says who speaks, Tab in an empty line takes over what was
 * understood. Saved as it is typed.
 */
export function Composer(props: ComposerProps) {
  const { ref, record, saving, afterId, surroundings, division, offered, onTaken, onWriting, onDone } = props;
  const { t } = useTranslation('record');
  const [line, setLine] = useState<RecordLineWords | null>(null);
  const [speaker, setSpeaker] = useState<Speaker>(record.lines.at(-1)?.speaker ?? FIRST);
  const box = useRef<HTMLTextAreaElement>(null);
  // Where the trace counts, half a sentence leaves none.
  const whole = record.readBackAt !== null;
  const say = (next: RecordLineWords) => {
    setLine(next);
    if (!whole) saving.type(next);
  };
  const choose = (next: Speaker) => {
    setSpeaker(next);
    if (line !== null) say({ ...line, speaker: next });
    if (next.kind !== 'other') box.current?.focus();
  };
  const write = (text: string) => {
    if (line !== null) return say({ ...line, text });
    const begun = newLine(positionAfter(record.lines, afterId), speaker, surroundings(), Date.now());
    onWriting(begun.lineId);
    say({ ...begun, text });
  };
  const finish = () => {
    if (line === null) return;
    const text = line.text.trim();
    if (text !== '' || record.lines.some(({ id }) => id === line.lineId)) saving.put({ ...line, text });
    setLine(null);
    onWriting(null);
    if (text !== '') onDone(line.lineId);
  };
  const take = (proposal: SpeechProposal) => {
    if (!offeredIn(division, [proposal]).includes(proposal)) return;
    finish();
    onTaken(proposal);
    setSpeaker(proposal.speaker);
    // It was said before everybody, whatever the room is now.
    const around = { mark: proposal.mark, apartWith: null };
    const begun = newLine(positionAfter(record.lines, afterId), proposal.speaker, around, proposal.at);
    onWriting(begun.lineId);
    say({ ...begun, text: proposal.text });
    box.current?.focus();
  };
  useImperativeHandle(ref, () => ({ take }));
  const written = useRef(division);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was begun before everybody is not finished in a caucus, nor the other way round
  useEffect(() => {
    if (written.current === division) return;
    written.current = division;
    finish();
  }, [division]);
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and numbers belong to the input method while it offers characters.
    if (event.nativeEvent.isComposing) return;
    const chosen = event.altKey ? speakerOfKey(event.code) : null;
    if (chosen !== null) {
      event.preventDefault();
      // Elsewhere these keys open a module of the console.
      event.stopPropagation();
      choose(chosen);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      finish();
    } else if (event.key === 'Tab' && !event.shiftKey && offered !== null && (line?.text ?? '') === '') {
      event.preventDefault();
      take(offered);
    }
  };
  return (
    <div className={styles.composer}>
      <SpeakerChoice speaker={speaker} onChoose={choose} />
      <textarea
        ref={box}
        rows={3}
        maxLength={LONGEST_LINE}
        aria-label={t('line.new')}
        placeholder={t('line.hint')}
        data-testid="record-input"
        value={line?.text ?? ''}
        onChange={(event) => write(event.target.value.replaceAll(/[\n\r\t]/g, ' '))}
        onKeyDown={onKeyDown}
        onBlur={() => (whole ? undefined : saving.flush())}
      />
    </div>
  );
}
