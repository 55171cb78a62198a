import { useTranslation } from 'react-i18next';
import type { Speaker } from '../../../../sfu-server/protocol/entities/record.ts';
import styles from './Record.module.css';

/** Who speaks, in one character, with the whole name on top of it. */
export function SpeakerTag({ speaker }: { speaker: Speaker }) {
  const { t } = useTranslation('record');
  const whole = speaker.name ?? t(`speaker.${speaker.kind}`);
  return (
    <span className={styles.tag} data-kind={speaker.kind} title={whole}>
      {speaker.kind === 'other' && speaker.name !== null ? speaker.name.slice(0, 2) : t(`speaker.short.${speaker.kind}`)}
    </span>
  );
}
