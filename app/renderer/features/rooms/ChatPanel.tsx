import { type ClipboardEvent, type DragEvent, type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ATTACHABLE_ENDINGS } from '../../../../sfu-server/protocol/attachment.ts';
import { mayChat } from '../../../../sfu-server/protocol/room-rights.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { clockText } from '../../ui/time.ts';
import styles from './ChatPanel.module.css';
import { ChatFile } from './chat/ChatFile.tsx';
import files from './chat/ChatFiles.module.css';
import { OutgoingFiles } from './chat/OutgoingFiles.tsx';
import { Reactions } from './chat/Reactions.tsx';
import { useFileSending } from './chat/use-file-sending.ts';
import buttons from './controls.module.css';
import { Icon } from './icons.tsx';
import { useAction } from './use-action.ts';

const NO_MESSAGES = [] as const;

/** What is written in a room and sent to it. What could not be sent stays in the field; files come by button, drop or paste. */
export function ChatPanel({ room }: { room: RoomSession }) {
  const { t } = useTranslation(['rooms', 'conference']);
  const roomId = useRoom(room, (view) => view.roomId);
  const messages = useRoom(room, ({ state }) => state?.chat ?? NO_MESSAGES);
  const selfId = useRoom(room, (view) => view.selfId);
  const role = useRoom(room, ({ state }) => state?.participants.find(({ id }) => id === selfId)?.role);
  const settings = useRoom(room, ({ state }) => state?.settings);
  const closed = role !== undefined && settings !== undefined && !mayChat(role, settings) && settings.mayChat;
  const sending = useFileSending(room, roomId);
  const [dropping, setDropping] = useState(false);
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
  const take = (event: ClipboardEvent | DragEvent, from: DataTransfer) => {
    if (from.files.length === 0) return;
    event.preventDefault();
    if (closed === false) sending.send([...from.files]);
  };
  return (
    <section
      className={dropping ? `${styles.panel} ${files.dropping}` : styles.panel}
      aria-label={t('chat')}
      data-testid="chat-panel"
      onPaste={(event) => take(event, event.clipboardData)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDropping(closed === false);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        take(event, event.dataTransfer);
      }}
    >
      <h3>{t('chat')}</h3>
      <ol ref={list} aria-live="polite">
        {messages.length === 0 && <li className={styles.empty}>{t('chat.empty')}</li>}
        {messages.map((message) => (
          <li key={message.id} data-testid="chat-message" data-own={message.participantId === selfId}>
            <span>
              <b>{message.name}</b> <time>{clockText(message.at)}</time>
            </span>
            {message.file === undefined ? <p>{message.text}</p> : <ChatFile roomId={roomId} file={message.file} />}
          </li>
        ))}
      </ol>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <OutgoingFiles sending={sending} />
      <Reactions room={room} roomId={roomId} run={action.run} />
      {closed !== false && (
        <p className={files.closed} data-testid="chat-closed">
          {t(closed === 'host' ? 'conference:chat.closed.host' : 'conference:chat.closed.none')}
        </p>
      )}
      <form onSubmit={send}>
        <label className={`${buttons.button} ${files.attach}`} title={t('conference:chat.attach.hint')} aria-disabled={closed !== false}>
          <input
            type="file"
            className="visually-hidden"
            data-testid="chat-attach"
            aria-label={t('conference:chat.attach')}
            accept={ATTACHABLE_ENDINGS.join(',')}
            multiple
            disabled={closed !== false}
            onChange={({ target }) => {
              const chosen = [...(target.files ?? [])];
              // The same file may be chosen again.
              target.value = '';
              sending.send(chosen);
            }}
          />
          <Icon name="plus" size={16} />
        </label>
        <input
          className={buttons.input}
          data-testid="chat-input"
          aria-label={t('chat.input')}
          placeholder={t('chat.input')}
          maxLength={2000}
          value={text}
          disabled={closed !== false}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className={buttons.button} disabled={closed !== false || text.trim() === ''}>
          {t('chat.send')}
        </button>
      </form>
    </section>
  );
}
