import type { ComponentType } from 'react';
import type { RoomState } from '../../../../sfu-server/protocol/room.ts';
import type { RoomSession } from '../../media/RoomSession.ts';
import { AgreementRoomTab } from '../agreement/AgreementRoomTab.tsx';
import { RecordRoomTab } from '../record/RecordRoomTab.tsx';
import { SigningRoomTab } from '../signing/SigningRoomTab.tsx';
import { SidesPanel } from './SidesPanel.tsx';

export interface RoomTabProps {
  readonly room: RoomSession;
  /** Of a mediation room: `state.mediation` is there, and names the case in `caseId` where it belongs to one. */
  readonly state: RoomState;
  readonly selfId: string | null;
  /** False while what is asked for would not arrive. */
  readonly live: boolean;
}

export interface RoomTab {
  /** Of the text `tab.KEY` in the namespace `mediationRoom`. */
  readonly key: 'sides' | 'record' | 'agreement' | 'signing';
  readonly Body: ComponentType<RoomTabProps>;
  /** Left out in rooms that belong to no case. */
  readonly ofCase?: true;
}

/** What a mediator has beside the pictures, after the list of people, in this order. */
export const MEDIATION_ROOM_TABS: readonly RoomTab[] = [
  { key: 'sides', Body: SidesPanel },
  { key: 'record', Body: RecordRoomTab, ofCase: true },
  { key: 'agreement', Body: AgreementRoomTab, ofCase: true },
  { key: 'signing', Body: SigningRoomTab, ofCase: true },
];
