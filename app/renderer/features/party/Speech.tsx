import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_SPEECH_MS } from '../../../../sfu-server/protocol/party.ts';
import type { FileDraft } from './apply-draft.ts';
import styles from './Party.module.css';
import { recordSpeech, type SpeechRecorder } from './speech-recorder.ts';

/** `3:07` */
export const lengthText = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;

interface SpeechProps {
  readonly speech: FileDraft | null;
  readonly problem: string | null;
  onChange(speech: FileDraft | null): void;
}

/** An application that is spoken (口头申请): recorded here, written down by the mediator. */
export function Speech({ speech, problem, onChange }: SpeechProps) {
  const { t } = useTranslation('party');
  const recorder = useRef<SpeechRecorder | null>(null);
  const [lastsMs, setLastsMs] = useState<number | null>(null);
  const [denied, setDenied] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => () => recorder.current?.[Symbol.dispose](), []);
  useEffect(() => {
    if (speech === null) return setUrl(null);
    const made = URL.createObjectURL(speech.blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [speech]);

  const start = async () => {
    setDenied(false);
    try {
      recorder.current = await recordSpeech({
        longestMs: LONGEST_SPEECH_MS,
        lasts: setLastsMs,
        done: (made) => {
          setLastsMs(null);
          onChange(made);
        },
      });
    } catch {
      setDenied(true);
    }
  };
  return (
    <section className={styles.speech} aria-label={t('speech')} data-wrong={problem !== null}>
      <h2>{t('speech')}</h2>
      <p className={styles.hint}>{t('speech.hint')}</p>
      {url !== null && lastsMs === null && (
        // biome-ignore lint/a11y/useMediaCaption: it is what its hearer has just said
        <audio src={url} controls data-testid="speech-player" />
      )}
      {lastsMs === null ? (
        <button type="button" className={styles.secondary} data-testid="speech-start" onClick={() => void start()}>
          {t(speech === null ? 'speech.start' : 'speech.again')}
        </button>
      ) : (
        <button type="button" className={styles.stop} data-testid="speech-stop" onClick={() => recorder.current?.stop()}>
          {t('speech.stop')} · {t('speech.running', { time: lengthText(lastsMs) })}
        </button>
      )}
      {(denied || problem !== null) && (
        <p className={styles.problem} role="alert">
          {denied ? t('speech.denied') : problem}
        </p>
      )}
    </section>
  );
}
