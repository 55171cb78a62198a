import { type KeyboardEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Participant } from '../../../../sfu-server/protocol/room.ts';
import { mayInRoom } from '../../../../sfu-server/protocol/room-rights.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { useRoom } from '../../media/use-media.ts';
import { useTable } from '../../store/context.tsx';
import { townshipOf } from '../map/townships.ts';
import { ProcedureBar } from '../mediation-room/ProcedureBar.tsx';
import { MEDIATION_ROOM_TABS, type RoomTab } from '../mediation-room/side-tabs.ts';
import { ChatPanel } from '../rooms/ChatPanel.tsx';
import { LobbyPanel } from '../rooms/LobbyPanel.tsx';
import { ParticipantPanel } from '../rooms/ParticipantPanel.tsx';
import { FloorPanel } from './FloorPanel.tsx';
import { RollCallPanel } from './RollCallPanel.tsx';
import styles from './RoomSide.module.css';
import type { RoomHost } from './use-room-host.ts';

export type SideTab = 'people' | 'floor' | 'roll' | RoomTab['key'];

export interface RoomSideProps {
  readonly room: RoomSession;
  /** Null for those who run nothing. */
  readonly host: RoomHost | null;
  /** False while what is asked for would not arrive. */
  readonly live: boolean;
  readonly tab: SideTab;
  onTab(tab: SideTab): void;
}

/** What stands beside the pictures: who waits, who is there, the order of speakers, the roll call, and what is written. */
export function RoomSide({ room, host, live, tab, onTab }: RoomSideProps) {
  const { t } = useTranslation(['conference', 'mediationRoom']);
  const state = useRoom(room, (view) => view.state);
  const selfId = useRoom(room, (view) => view.selfId);
  const mediation = state?.mediation ?? null;
  const mediations = mediation === null ? [] : MEDIATION_ROOM_TABS.filter(({ ofCase }) => ofCase !== true || mediation.caseId !== null);
  const tabs: readonly SideTab[] = ['people', ...mediations.map(({ key }) => key), 'floor', 'roll'];
  const organisations = useTable('organisation').byId;
  const [lobbyOpen, setLobbyOpen] = useState(true);
  const groupOf = useCallback(
    ({ orgId, orgName }: Participant) =>
      orgId === null ? orgName : (organisations.get(townshipOf(orgId, organisations))?.name ?? orgName),
    [organisations],
  );
  const shown = host === null || state === null ? 'people' : tab;
  const ofMediation = mediations.find(({ key }) => key === shown);
  const badge: { readonly [T in SideTab]?: number } = {
    floor: state?.floor.queue.length ?? 0,
    roll: state?.rollCall?.signedAt === null ? state.rollCall.totals.waiting : 0,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = tabs[(tabs.indexOf(shown) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onTab(next);
    document.getElementById(`room-tab-${next}`)?.focus();
  };
  return (
    <>
      {host !== null && (
        <LobbyPanel
          lobby={state?.lobby ?? []}
          live={live}
          open={lobbyOpen}
          onOpen={setLobbyOpen}
          onAdmit={host.admit}
          onAdmitAll={host.admitAll}
          onDeny={host.deny}
        />
      )}
      <div className={styles.upper} data-work={ofMediation?.ofCase === true && host !== null}>
        {host !== null && mayInRoom('host', 'floor') && (
          <div role="tablist" aria-label={t('tabs')} className={styles.tabs} onKeyDown={onKeyDown}>
            {tabs.map((one) => (
              <button
                key={one}
                id={`room-tab-${one}`}
                type="button"
                role="tab"
                aria-selected={one === shown}
                aria-controls="room-tab-panel"
                tabIndex={one === shown ? 0 : -1}
                data-testid={`room-tab-${one}`}
                onClick={() => onTab(one)}
              >
                {one === 'people' || one === 'floor' || one === 'roll' ? t(`tab.${one}`) : t(`mediationRoom:tab.${one}`)}
                {(badge[one] ?? 0) > 0 && <b>{badge[one]}</b>}
              </button>
            ))}
          </div>
        )}
        <div id="room-tab-panel" role={host === null ? undefined : 'tabpanel'} className={styles.body}>
          {shown === 'people' && <ParticipantPanel room={room} host={host} live={live} groupOf={groupOf} />}
          {ofMediation !== undefined && host !== null && state !== null && (
            <ofMediation.Body room={room} state={state} selfId={selfId} live={live} />
          )}
          {shown === 'floor' && host !== null && state !== null && <FloorPanel state={state} host={host} live={live} />}
          {shown === 'roll' && host !== null && state !== null && (
            <RollCallPanel roomId={state.room.id} rollCall={state.rollCall} host={host} live={live} />
          )}
        </div>
      </div>
      {mediation !== null && state !== null && (
        <ProcedureBar roomId={state.room.id} mediation={mediation} runs={host !== null} live={live} />
      )}
      <div className={styles.lower}>
        <ChatPanel room={room} />
      </div>
    </>
  );
}
