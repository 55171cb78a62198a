import { useTranslation } from 'react-i18next';
import { SPEAKERS, type Speaker } from '../../../../sfu-server/protocol/entities/record.ts';
import buttons from '../rooms/controls.module.css';
import styles from './Record.module.css';

/** A speaker by the number that is pressed with Alt; null where there is none of that number. */
export function speakerOfKey(code: string): Speaker | null {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  const kind = digit === undefined ? undefined : SPEAKERS[Number(digit) - 1];
  return kind === undefined ? null : { kind, name: null };
}

/** Who speaks in the line that is written; `other` has a name. */
export function SpeakerChoice({ speaker, onChoose }: { speaker: Speaker; onChoose: (speaker: Speaker) => void }) {
  const { t } = useTranslation('record');
  return (
    <div className={styles.speakers} role="toolbar" aria-label={t('speakers')}>
      {SPEAKERS.map((kind, index) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === speaker.kind}
          data-testid={`record-speaker-${kind}`}
          title={`${t(`speaker.${kind}`)} (Alt+${index + 1})`}
          onClick={() => onChoose({ kind, name: null })}
        >
          {t(`speaker.${kind}`)}
          <kbd>{index + 1}</kbd>
        </button>
      ))}
      {speaker.kind === 'other' && (
        <input
          className={buttons.input}
          maxLength={40}
          aria-label={t('speaker.name')}
          placeholder={t('speaker.name')}
          data-testid="record-speaker-name"
          value={speaker.name ?? ''}
          onChange={(event) => onChoose({ kind: 'other', name: event.target.value === '' ? null : event.target.value })}
        />
      )}
    </div>
  );
}
