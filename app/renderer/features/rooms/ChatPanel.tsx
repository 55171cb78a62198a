import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { clockText } from '../../ui/time.ts';
import styles from './ChatPanel.module.css';
import buttons from './controls.module.css';
import { useAction } from './use-action.ts';

const NO_MESSAGES = [] as const;

/** What is written in a room. What could not be sent stays in the field. */
export function ChatPanel({ room }: { room: RoomSession }) {
  const { t } = useTranslation('rooms');
  const messages = useRoom(room, ({ state }) => state?.chat ?? NO_MESSAGES);
  const selfId = useRoom(room, (view) => view.selfId);
  const [text, setText] = useState('');
  const action = useAction();
  const list = useRef<HTMLOListElement>(null);
  const newest = messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is the reason to scroll
  useEffect(() => {
    // Newer browsers give a promise here, which is no clean-up.
    void list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '' || action.busy) return;
    if (await action.run(() => room.say(said))) setText('');
  };
  return (
    <section className={styles.panel} aria-label={t('chat')}>
      <h3>{t('chat')}</h3>
      <ol ref={list} aria-live="polite">
        {messages.length === 0 && <li className={styles.empty}>{t('chat.empty')}</li>}
        {messages.map((message) => (
          <li key={message.id} data-testid="chat-message" data-own={message.participantId === selfId}>
            <span>
              <b>{message.name}</b> <time>{clockText(message.at)}</time>
            </span>
            <p>{message.text}</p>
          </li>
        ))}
      </ol>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <form onSubmit={send}>
        <input
          className={buttons.input}
          data-testid="chat-input"
          aria-label={t('chat.input')}
          placeholder={t('chat.input')}
          maxLength={2000}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className={buttons.button} disabled={text.trim() === ''}>
          {t('chat.send')}
        </button>
      </form>
    </section>
  );
}
