import type { roomRequests } from '../../protocol/requests/rooms.ts';
import type { RoomService } from '../../rooms/room-service.ts';
import type { Handlers } from '../handler.ts';

/** Requests about rooms. */
export function roomHandlers(rooms: RoomService): Handlers<keyof typeof roomRequests> {
  return {
    'room.list': (_params, asker) => ({ rooms: rooms.list(asker) }),
    'room.create': async (params, asker) => ({ room: await rooms.create(params, asker) }),
    'room.end': async ({ roomId }, asker) => {
      await rooms.end(roomId, asker);
      return {};
    },
    'room.invite': (params, asker) => rooms.invite(params, asker),
    'room.join': (params, asker) => rooms.join(params, asker),
    'room.leave': ({ roomId }, asker) => {
      rooms.leave(roomId, asker);
      return {};
    },
    'room.admit': async ({ roomId, participantId }, asker) => {
      rooms.admit(roomId, participantId, asker);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.deny': ({ roomId, participantId }, asker) => {
      rooms.deny(roomId, participantId, asker);
      return {};
    },
    'room.mute': async ({ roomId, participantId }, asker) => {
      await rooms.mute(roomId, participantId, asker);
      return {};
    },
    'room.muteAll': async ({ roomId, mayUnmute }, asker) => {
      await rooms.muteAll(roomId, mayUnmute, asker);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.stopCamera': async ({ roomId, participantId }, asker) => {
      await rooms.stopCamera(roomId, participantId, asker);
      return {};
    },
    'room.admitAll': async ({ roomId }, asker) => {
      rooms.roomFor(roomId, asker, 'admit').lobby.admitAll();
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.settings': async ({ roomId, settings }, asker) => {
      await rooms.roomFor(roomId, asker, 'settings').setSettings(settings);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.setRole': async ({ roomId, participantId, role }, asker) => {
      await rooms.roomFor(roomId, asker, 'role').setRole(participantId, role, asker.identity);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.setSpeaker': async ({ roomId, participantId, speaker }, asker) => {
      const room = rooms.roomFor(roomId, asker, 'speaker');
      await room.conduct.setSpeaker(room.seatBelow(participantId, asker.identity), speaker);
      return {};
    },
    'room.setMayUnmute': async ({ roomId, participantId, mayUnmute }, asker) => {
      const room = rooms.roomFor(roomId, asker, 'mute');
      await room.conduct.setMayUnmute(room.seatBelow(participantId, asker.identity), mayUnmute);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.spotlight': ({ roomId, participantIds }, asker) => {
      rooms.roomFor(roomId, asker, 'scene').spotlight(participantIds);
      return {};
    },
    'room.layout': ({ roomId, layout }, asker) => {
      rooms.roomFor(roomId, asker, 'scene').arrange(layout);
      return {};
    },
    'room.remove': async ({ roomId, participantId }, asker) => {
      rooms.remove(roomId, participantId, asker);
      await rooms.decisionsKept(roomId);
      return {};
    },
    'room.sending': ({ roomId, limitedBy }, asker) => {
      rooms.room(roomId, asker).sending(asker, limitedBy);
      return {};
    },
    'room.hand': ({ roomId, raised }, asker) => {
      rooms.hand(roomId, raised, asker);
      return {};
    },
    'room.chat': ({ roomId, text, apartSince }, asker) => rooms.chat(roomId, text, asker, apartSince),
    'room.addCamera': ({ roomId, cameraId }, asker) => rooms.addCamera(roomId, cameraId, asker),
    'room.removeCamera': ({ roomId, participantId }, asker) => {
      rooms.removeCamera(roomId, participantId, asker);
      return {};
    },
  };
}
