import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_LINE, type RecordLine } from '../../../../sfu-server/protocol/entities/record.ts';
import { clockText, momentSecondText } from '../../ui/time.ts';
import { lengthText } from '../recordings/amounts.ts';
import styles from './Record.module.css';
import { SpeakerTag } from './SpeakerTag.tsx';

export interface LineRowProps {
  readonly line: RecordLine;
  readonly editable: boolean;
  readonly chosen: boolean;
  onChoose(): void;
  /** Shows that place of the recording; null where nobody may, or nothing was recorded. */
  readonly onMark: (() => void) | null;
  onText(text: string): void;
}

/** A line with its place in the recording, and what stood there before. A press opens it to be set right. */
export function LineRow({ line, editable, chosen, onChoose, onMark, onText }: LineRowProps) {
  const { t } = useTranslation('record');
  const [words, setWords] = useState<string | null>(null);
  const mark = line.mark === null ? clockText(line.at) : lengthText(line.mark.offsetMs);
  const done = () => {
    if (words !== null && words !== line.text) onText(words);
    setWords(null);
  };
  return (
    <li data-testid="record-line" data-kind={line.speaker.kind} data-apart={line.apartWith ?? ''} aria-current={chosen}>
      {onMark === null ? (
        <time className={styles.mark} title={momentSecondText(line.at)}>
          {mark}
        </time>
      ) : (
        <button type="button" className={styles.mark} title={t('mark.open')} data-testid="record-mark" onClick={onMark}>
          {mark}
        </button>
      )}
      <SpeakerTag speaker={line.speaker} />
      <div>
        {words === null ? (
          <button
            type="button"
            className={styles.words}
            data-testid="record-words"
            disabled={!editable}
            onClick={() => {
              onChoose();
              setWords(line.text);
            }}
          >
            {line.text === '' ? <s>{t('line.out')}</s> : line.text}
          </button>
        ) : (
          <textarea
            // biome-ignore lint/a11y/noAutofocus: it was opened by a press on these very words
            autoFocus
            rows={Math.min(6, Math.ceil(words.length / 24) || 1)}
            maxLength={LONGEST_LINE}
            aria-label={t('line.edit')}
            data-testid="record-edit"
            value={words}
            onChange={(event) => setWords(event.target.value.replaceAll(/[\n\r\t]/g, ' '))}
            onBlur={done}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Escape') setWords(null);
              else if (event.key === 'Enter') {
                event.preventDefault();
                done();
              }
            }}
          />
        )}
        {line.apartWith !== null && <small className={styles.apart}>{t(`apart.${line.apartWith}`)}</small>}
        {line.corrections.map(({ was, byName, at }) => (
          <small key={`${at} ${was}`} className={styles.trace} data-testid="record-trace">
            {was === ''
              ? t('trace.added', { name: byName, time: clockText(at) })
              : t('trace.was', { was, name: byName, time: clockText(at) })}
          </small>
        ))}
      </div>
    </li>
  );
}
