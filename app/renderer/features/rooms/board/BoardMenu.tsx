import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../../bridge-context.tsx';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import buttons from '../controls.module.css';
import { Popover } from '../Popover.tsx';
import { useAction } from '../use-action.ts';
import styles from './Board.module.css';
import { EarlierBoards } from './EarlierBoards.tsx';
import { presentDocument, presentWhite } from './present.ts';
import { RoomFileChoice } from './RoomFileChoice.tsx';
import { useBoardRights } from './use-board.ts';

/** Apart: guests have no such rows, and their page none of this. */
const AttachmentChoice = lazy(() => import('./AttachmentChoice.tsx'));

/** Shows white pages or a document, to everybody or to some. */
export function BoardMenu({ room }: { room: RoomSession }) {
  const { t } = useTranslation('board');
  const { presents } = useBoardRights(room);
  if (!presents) return null;
  return (
    <Popover label={t('menu')} icon="screen" testId="board-menu">
      {(close) => <Choice room={room} onDone={close} />}
    </Popover>
  );
}

function Choice({ room, onDone }: { room: RoomSession; onDone: () => void }) {
  const { t } = useTranslation('board');
  const bridge = useBridge();
  const action = useAction();
  const picker = useRef<HTMLInputElement>(null);
  const { runs } = useBoardRights(room);
  const people = useRoom(room, (view) => view.state?.participants) ?? [];
  const selfId = useRoom(room, (view) => view.selfId);
  const [limited, setLimited] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { roomId } = room.store.getState();
  const self = people.find(({ id }) => id === selfId);
  const audience = limited ? [...chosen] : null;
  const run = async (what: () => Promise<void>) => {
    if (await action.run(what)) onDone();
  };
  const show = (title: string, content: () => Promise<Blob>) => {
    const { apartSince } = room;
    void run(async () => presentDocument(bridge, { roomId, title, audience, apartSince }, await content()));
  };
  return (
    <div className={styles.menu}>
      <button
        type="button"
        className={buttons.button}
        data-testid="board-white"
        disabled={action.busy}
        onClick={() => void run(() => presentWhite(bridge, { roomId, title: t('white'), audience, apartSince: room.apartSince }))}
      >
        {t('white')}
      </button>
      <button
        type="button"
        className={buttons.button}
        data-testid="board-document"
        disabled={action.busy}
        onClick={() => picker.current?.click()}
      >
        {t(action.busy ? 'bringing' : 'document')}
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".pdf,.jpg,.jpeg,.png,.webp"
        data-testid="board-file"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) show(file.name, async () => file);
        }}
      />
      <RoomFileChoice room={room} busy={action.busy} show={show} />
      {self?.accountId != null && (
        <Suspense fallback={null}>
          <AttachmentChoice room={room} busy={action.busy} show={show} />
        </Suspense>
      )}
      {runs && (
        <label>
          <input type="checkbox" data-testid="board-limit" checked={limited} onChange={(event) => setLimited(event.target.checked)} />
          {t('limit')}
        </label>
      )}
      {limited && (
        <ul className={styles.people}>
          {people
            .filter(({ kind, id }) => kind === 'person' && id !== selfId)
            .map(({ id, name }) => (
              <li key={id}>
                <label>
                  <input
                    type="checkbox"
                    checked={chosen.has(id)}
                    onChange={(event) => {
                      const next = new Set(chosen);
                      if (event.target.checked) next.add(id);
                      else next.delete(id);
                      setChosen(next);
                    }}
                  />
                  {name}
                </label>
              </li>
            ))}
        </ul>
      )}
      {runs && <EarlierBoards roomId={roomId} busy={action.busy} run={run} />}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </div>
  );
}
