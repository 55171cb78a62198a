import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Expected, RollCallState } from '../../../../sfu-server/protocol/roll-call.ts';
import type { Participant, RoomSettings } from '../../../../sfu-server/protocol/room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import type { RoomSession } from '../../media/RoomSession.ts';
import type { Action } from '../rooms/use-action.ts';
import type { PersonAction } from './person-actions.ts';
import type { Question } from './use-confirm.tsx';

/** All that a host does; each step is the server's to take, and shown when it has. */
export interface RoomHost {
  on(person: Participant, action: PersonAction): void;
  muteAll(mayUnmute: boolean): void;
  set(settings: Partial<RoomSettings>): void;
  admit(participantId: string): void;
  admitAll(): void;
  deny(participantId: string): void;
  end(): void;
  /** @param minutes null: without a limit */
  giveFloor(participantId: string, minutes: number | null): void;
  extendFloor(minutes: number): void;
  endFloor(): void;
  prepare(participantId: string | null): void;
  lowerHand(participantId: string): void;
  moveHand(participantId: string, before: string | null): void;
  /** Fulfilled with true when it has begun. */
  callRoll(expected: readonly Expected[]): Promise<boolean>;
  mark(entryId: string, state: Exclude<RollCallState, 'waiting'>): void;
  closeRoll(): void;
  signRoll(): void;
}

export function useRoomHost(room: RoomSession, action: Action, ask: (question: Question) => void): RoomHost {
  const { t } = useTranslation(['conference', 'rooms']);
  const bridge = useBridge();
  const { run } = action;
  return useMemo(() => {
    const { roomId } = room.store.getState();
    const spotlight = () => room.store.getState().state?.spotlight ?? [];
    const role = (participantId: string, to: 'host' | 'cohost' | 'member') =>
      void run(() => request(bridge, 'room.setRole', { roomId, participantId, role: to }));
    const show = (participantIds: readonly string[]) =>
      void run(() => request(bridge, 'room.spotlight', { roomId, participantIds: [...participantIds] }));
    const prepare = (participantId: string | null) => void run(() => request(bridge, 'floor.prepare', { roomId, participantId }));
    const lowerHand = (participantId: string) => void run(() => request(bridge, 'floor.lowerHand', { roomId, participantId }));
    const speaker = (participantId: string, on: boolean) =>
      void run(() => request(bridge, 'room.setSpeaker', { roomId, participantId, speaker: on }));
    // An exception is kept only where it differs from what holds for all: nobody is surprised by it when that changes.
    const unmute = (participantId: string, may: boolean) => {
      const forAll = room.store.getState().state?.settings.mayUnmute;
      void run(() => request(bridge, 'room.setMayUnmute', { roomId, participantId, mayUnmute: forAll === may ? null : may }));
    };
    const present = (participantId: string, allowed: boolean) =>
      void run(() => request(bridge, 'board.let', { roomId, participantId, allowed }));
    const steps: { readonly [A in PersonAction]: (person: Participant) => void } = {
      mute: ({ id: participantId }) => void run(() => request(bridge, 'room.mute', { roomId, participantId })),
      stopCamera: ({ id: participantId }) => void run(() => request(bridge, 'room.stopCamera', { roomId, participantId })),
      allowSpeak: ({ id }) => speaker(id, true),
      forbidSpeak: ({ id }) => speaker(id, false),
      allowUnmute: ({ id }) => unmute(id, true),
      forbidUnmute: ({ id }) => unmute(id, false),
      letPresent: ({ id }) => present(id, true),
      unletPresent: ({ id }) => present(id, false),
      prepare: ({ id }) => prepare(id),
      unprepare: () => prepare(null),
      lowerHand: ({ id }) => lowerHand(id),
      spotlight: ({ id }) => show([...spotlight(), id]),
      unspotlight: ({ id }) => show(spotlight().filter((one) => one !== id)),
      cohost: ({ id }) => role(id, 'cohost'),
      uncohost: ({ id }) => role(id, 'member'),
      handOver: ({ id, name }) =>
        ask({
          title: t('person.handOver'),
          text: t('handOver.sure', { name }),
          yes: t('person.handOver'),
          go: () => role(id, 'host'),
        }),
      remove: ({ id: participantId, name }) =>
        ask({
          title: t('rooms:remove'),
          text: t('rooms:remove.sure', { name }),
          yes: t('rooms:remove'),
          go: () => void run(() => request(bridge, 'room.remove', { roomId, participantId })),
        }),
    };
    return {
      on: (person, what) => steps[what](person),
      muteAll: (mayUnmute) => void run(() => request(bridge, 'room.muteAll', { roomId, mayUnmute })),
      set: (settings) => void run(() => request(bridge, 'room.settings', { roomId, settings })),
      admit: (participantId) => void run(() => request(bridge, 'room.admit', { roomId, participantId })),
      admitAll: () => void run(() => request(bridge, 'room.admitAll', { roomId })),
      deny: (participantId) => void run(() => request(bridge, 'room.deny', { roomId, participantId })),
      end: () =>
        ask({
          title: t('rooms:end'),
          text: t('rooms:end.sure'),
          yes: t('rooms:end'),
          go: () => void run(() => request(bridge, 'room.end', { roomId })),
        }),
      giveFloor: (participantId, minutes) => void run(() => request(bridge, 'floor.give', { roomId, participantId, minutes })),
      extendFloor: (minutes) => void run(() => request(bridge, 'floor.extend', { roomId, minutes })),
      endFloor: () => void run(() => request(bridge, 'floor.end', { roomId })),
      prepare,
      lowerHand,
      moveHand: (participantId, before) => void run(() => request(bridge, 'floor.move', { roomId, participantId, before })),
      callRoll: (expected) => run(() => request(bridge, 'rollCall.start', { roomId, expected: [...expected] })),
      mark: (entryId, state) => void run(() => request(bridge, 'rollCall.mark', { roomId, entryId, state })),
      closeRoll: () => void run(() => request(bridge, 'rollCall.close', { roomId })),
      signRoll: () =>
        ask({
          title: t('roll.sign'),
          text: t('roll.sign.sure'),
          yes: t('roll.sign'),
          go: () => void run(() => request(bridge, 'rollCall.sign', { roomId })),
        }),
    };
  }, [room, bridge, run, ask, t]);
}
