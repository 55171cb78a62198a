import { useTranslation } from 'react-i18next';
import type { SpeechProposal } from '../../../../sfu-server/protocol/speech.ts';
import { clockText } from '../../ui/time.ts';
import { lengthText } from '../recordings/amounts.ts';
import buttons from '../rooms/controls.module.css';
import { SpeakerTag } from './SpeakerTag.tsx';
import styles from './Speech.module.css';
import type { Speech } from './use-speech.ts';

export interface SpeechPanelProps {
  readonly speech: Speech;
  /** Then nothing is taken over: it was said before everybody, and what is written on is not. */
  readonly isDivided: boolean;
  onTake(proposal: SpeechProposal): void;
}

/** What was understood of what was said, beside the record: nothing of it is in the record before a person takes it over. */
export function SpeechPanel({ speech, isDivided, onTake }: SpeechPanelProps) {
  const { t } = useTranslation('record');
  const { now, action } = speech;
  if (now === null) return null;
  const { availability, state, proposals, lost } = now;
  const can = availability === 'ready' || availability === 'failed';
  return (
    <section className={styles.panel} data-testid="speech" data-state={state} data-availability={availability} aria-label={t('speech')}>
      <header>
        <button
          type="button"
          className={buttons.button}
          data-testid="speech-listen"
          aria-pressed={state === 'on'}
          disabled={action.busy || state === 'starting' || (state === 'off' && !can)}
          onClick={() => speech.listen(state === 'off')}
        >
          {t(`speech.${state}`)}
        </button>
        <small role="status">
          {state === 'off' && availability !== 'ready'
            ? t(`speech.${availability}`)
            : proposals.length > 0
              ? t(isDivided ? 'speech.divided' : 'speech.keys')
              : ''}
          {lost > 0 && ` ${t('speech.lost', { number: lost })}`}
        </small>
      </header>
      {action.problem !== null && availability === 'ready' && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {proposals.length > 0 && (
        <ol>
          {proposals.map((proposal, index) => (
            <li key={proposal.id} data-testid="speech-proposal" data-kind={proposal.speaker.kind} aria-current={index === 0}>
              <time>{proposal.mark === null ? clockText(proposal.at) : lengthText(proposal.mark.offsetMs)}</time>
              <SpeakerTag speaker={proposal.speaker} />
              <button
                type="button"
                className={styles.words}
                title={isDivided ? undefined : t('speech.take')}
                disabled={isDivided}
                onClick={() => onTake(proposal)}
              >
                {proposal.text}
              </button>
              <button
                type="button"
                className={buttons.icon}
                aria-label={t('speech.drop')}
                title={t('speech.drop')}
                data-testid="speech-drop"
                onClick={() => speech.settle(proposal)}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
