import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextSigners } from '../../../../sfu-server/protocol/case-paper.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { PageTurner } from '../papers/PageTurner.tsx';
import { PaperPage } from '../papers/PaperPage.tsx';
import { SignerList } from '../papers/SignerList.tsx';
import { usePaperPdf } from '../papers/use-paper-pdf.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { SeatChoice } from './SeatChoice.tsx';
import styles from './Signing.module.css';
import { SigningSheet } from './SigningSheet.tsx';
import { seatDoor } from './signing-door.ts';
import { useRoomSigning } from './use-room-signing.ts';

/** The paper that is being signed in the room: the same page for everybody, and on each seat the line that is its own. */
export function RoomSigning({ room, runs }: { room: RoomSession; runs: boolean }) {
  const signing = useRoomSigning(room);
  return signing === null ? null : <ShownSigning room={room} runs={runs} signing={signing} />;
}

function ShownSigning({
  room,
  runs,
  signing,
}: {
  room: RoomSession;
  runs: boolean;
  signing: NonNullable<ReturnType<typeof useRoomSigning>>;
}) {
  const { t } = useTranslation('papers');
  const bridge = useBridge();
  const errorText = useErrorText();
  const action = useAction();
  const roomId = useRoom(room, (view) => view.roomId);
  const door = useMemo(() => seatDoor(bridge, roomId), [bridge, roomId]);
  const { paper, free, ownSignerIds } = signing;
  const { document, error } = usePaperPdf(paper, paper.sealed === null ? 'unsigned' : 'sealed');
  const [own, setOwn] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [small, setSmall] = useState(false);
  const [signerId, setSignerId] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another paper, or another step of it, comes to the front by itself
  useEffect(() => setSmall(false), [paper.id, paper.state]);
  const pages = document?.pages ?? 1;
  const page = Math.min(free && !runs ? own : signing.page, pages);
  const turn = (to: number, nowFree = free) =>
    void action.run(() => request(bridge, 'casePaper.turn', { roomId, page: to, free: nowFree }));
  const next = paper.state === 'signing' ? nextSigners(paper) : [];
  const mine = paper.signers.filter(({ id, state }) => ownSignerIds.includes(id) && state === 'waiting');
  if (small) {
    return (
      <button type="button" className={styles.small} data-testid="signing-restore" onClick={() => setSmall(false)}>
        {t('room.restore', { title: paper.title })}
      </button>
    );
  }
  return (
    <section className={styles.room} data-testid="room-signing" data-state={paper.state} data-page={page} aria-label={paper.title}>
      <header>
        <h2>
          {paper.title} <small>{t('version', { version: paper.version })}</small>
        </h2>
        <b data-state={paper.state}>{t(paper.sealing ? 'sealing' : `state.${paper.state}`)}</b>
        <button type="button" className={buttons.quiet} data-testid="signing-minimise" onClick={() => setSmall(true)}>
          {t('room.minimise')}
        </button>
        {runs && (
          <button
            type="button"
            className={buttons.button}
            data-testid="signing-put-away"
            onClick={() => void action.run(() => request(bridge, 'casePaper.putAway', { roomId }))}
          >
            {t('room.putAway')}
          </button>
        )}
      </header>
      <div className={styles.body}>
        <div className={styles.page}>
          {document === null ? (
            <p className={styles.hint}>{error === null ? t('loading') : errorText(error)}</p>
          ) : (
            <PaperPage document={document} page={page} zoom={zoom} />
          )}
          <PageTurner page={page} pages={pages} onTurn={runs ? turn : free ? setOwn : null} zoom={zoom} onZoom={setZoom} />
          {runs && pages > 1 && (
            <label className={styles.free}>
              <input type="checkbox" checked={free} onChange={(event) => turn(page, event.target.checked)} /> {t('room.free')}
            </label>
          )}
        </div>
        <div className={styles.lines}>
          {paper.voidReason !== null && <p className={styles.gone}>{t('voided', { reason: paper.voidReason })}</p>}
          <SignerList
            paper={paper}
            readerIds={signing.readerIds}
            actions={(signer) => runs && paper.state === 'signing' && <SeatChoice room={room} paper={paper} signer={signer} />}
          />
          {mine.map((signer) => (
            <button
              key={signer.id}
              type="button"
              className={buttons.primary}
              data-testid="sign-own"
              disabled={!next.includes(signer)}
              onClick={() => setSignerId(signer.id)}
            >
              {next.includes(signer)
                ? t('room.sign', { role: signer.role, name: signer.name })
                : t('room.wait', { name: next[0]?.name ?? '' })}
            </button>
          ))}
          {runs && paper.state === 'signed' && (
            <button
              type="button"
              className={buttons.primary}
              data-testid="room-seal"
              disabled={action.busy}
              onClick={() => void action.run(() => request(bridge, 'casePaper.seal', { paperId: paper.id }))}
            >
              {t('seal')}
            </button>
          )}
        </div>
      </div>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {signerId !== null && (
        <SigningSheet key={`${paper.id} ${signerId}`} door={door} paper={paper} signerId={signerId} onClose={() => setSignerId(null)} />
      )}
    </section>
  );
}
