import { Device } from 'mediasoup-client';
import * as fakeParameters from 'mediasoup-client/fakeParameters';
import { FakeHandler } from 'mediasoup-client/handlers/FakeHandler';
import type { ConnectionState, Transport } from 'mediasoup-client/types';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import type { TransportOffer } from '../../../../sfu-server/protocol/media.ts';
import type { NotificationData, NotificationType } from '../../../../sfu-server/protocol/notifications.ts';
import type { RoomProducer, RoomState } from '../../../../sfu-server/protocol/room.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import type { BridgeEvent, BridgeEventName, LineState } from '../../../bridge/contract.ts';
import { Emitter } from '../../../bridge/emitter.ts';

export interface Asked {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

type Answer = (data: Record<string, unknown>) => unknown;

export const ROOM_ID = '01930000-0000-7000-8000-000000000001';
export const SELF_ID = '01930000-0000-7000-8000-00000000000a';
export const OTHER_ID = '01930000-0000-7000-8000-00000000000b';

/** A bridge with a server behind it that answers as it is told, remembers what it was asked, and can lose its line. */
export class FakeServer implements Bridge {
  readonly asked: Asked[] = [];
  readonly answers = new Map<string, Answer>();
  online = true;
  readonly #events = new Emitter<{ [N in BridgeEventName]: BridgeEvent<N> }>((error) => {
    throw error;
  });

  constructor() {
    for (const type of ['media.connect', 'media.pauseProducer', 'media.resumeProducer', 'media.closeProducer', 'media.resumeConsumer']) {
      this.answers.set(type, () => ({}));
    }
    for (const type of ['media.pauseConsumer', 'media.closeConsumer', 'media.setLayers', 'room.leave']) this.answers.set(type, () => ({}));
    this.answers.set('media.produce', () => ({ producerId: crypto.randomUUID() }));
    this.answers.set('media.restartIce', () => ({ iceParameters: transportOffer().iceParameters }));
    this.answers.set('media.consume', ({ producerIds }) => ({ consumers: (producerIds as string[]).map(consumerOffer) }));
  }

  async call(name: string, params: unknown): Promise<never> {
    if (name !== 'server.request') return { value: null } as never;
    if (!this.online) throw new Refusal('line.offline', 'There is no line to the server.');
    const { type, data } = params as Asked;
    this.asked.push({ type, data });
    const answer = this.answers.get(type);
    if (answer === undefined) throw new Refusal('request.unknown', `No answer to ${type}.`);
    return (await answer(data)) as never;
  }

  on<N extends BridgeEventName>(event: N, listener: (data: BridgeEvent<N>) => void): () => void {
    return this.#events.on(event, listener);
  }

  tell<T extends NotificationType>(type: T, data: NotificationData<T>): void {
    this.#events.emit('server.notification', { type, data });
  }

  setLine(state: LineState['state']): void {
    this.online = state !== 'offline';
    this.#events.emit('line.changed', { state, rttMs: null, waiting: 0, refused: 0, lastSyncedAt: null, progress: null });
  }

  /** How often something was asked. */
  count(type: string): number {
    return this.asked.filter((one) => one.type === type).length;
  }

  last(type: string): Record<string, unknown> | undefined {
    return this.asked.findLast((one) => one.type === type)?.data;
  }
}

export async function fakeDevice(): Promise<Device> {
  const device = new Device({ handlerFactory: FakeHandler.createFactory(fakeParameters) });
  await device.load({ routerRtpCapabilities: fakeParameters.generateRouterRtpCapabilities() });
  return device;
}

/** A device that also tells the transports that it has made, in order. */
export async function watchedDevice(): Promise<{ device: Device; transports: Transport[] }> {
  const device = await fakeDevice();
  const transports: Transport[] = [];
  device.observer.on('newtransport', (transport) => transports.push(transport));
  return { device, transports };
}

export function setPath(transport: Transport | undefined, state: ConnectionState): void {
  if (transport === undefined) throw new Error('There is no such transport.');
  (transport.handler as FakeHandler).setConnectionState(state);
}

export function transportOffer(): TransportOffer {
  const { iceParameters, iceCandidates, dtlsParameters } = fakeParameters.generateTransportRemoteParameters();
  return {
    id: crypto.randomUUID(),
    iceParameters: { ...iceParameters },
    iceCandidates: iceCandidates.map((candidate) => ({ ...candidate })),
    dtlsParameters: { ...dtlsParameters },
  };
}

function consumerOffer(producerId: string) {
  const { kind, rtpParameters } = fakeParameters.generateConsumerRemoteParameters({ codecMimeType: 'video/VP8' });
  return { id: crypto.randomUUID(), producerId, kind, rtpParameters: { ...rtpParameters }, type: 'simulcast', producerPaused: false };
}

const person = (id: string, name: string) => ({
  id,
  kind: 'person' as const,
  role: 'member' as const,
  name,
  orgName: '晶泉县',
  accountId: null,
  cameraId: null,
  joinedAt: 1,
  connected: true,
  handRaisedAt: null,
  mutedByHost: false,
  speaker: false,
  mayUnmute: null,
  orgId: null,
  limitedBy: null,
});

export function producerOf(participantId: string, source: RoomProducer['source'], paused = false): RoomProducer {
  return { id: crypto.randomUUID(), participantId, kind: source === 'microphone' ? 'audio' : 'video', source, paused };
}

/** A room with two seats, and as many others as are asked for. */
export function roomState(producers: RoomProducer[] = [], others = 0): RoomState {
  return {
    room: {
      id: ROOM_ID,
      kind: 'mediation',
      title: '土地承包边界纠纷',
      access: 'line',
      orgId: OTHER_ID,
      orgName: '晶泉县',
      createdById: OTHER_ID,
      createdByName: '许文清',
      createdAt: 1,
      participants: 2,
      waiting: 0,
    },
    participants: [
      person(SELF_ID, '我'),
      person(OTHER_ID, '许文清'),
      ...Array.from({ length: others }, (_, index) => person(crypto.randomUUID(), `席位${index}`)),
    ],
    producers,
    lobby: [],
    chat: [],
    activeSpeakerId: null,
    hostId: null,
    settings: { lobby: false, locked: false, mayUnmute: true, mayShareScreen: true, mayChat: 'all', audience: false },
    spotlight: [],
    layout: { mode: 'grid', follow: false, places: [] },
    floor: { queue: [], speaking: null, nextId: null },
    board: { presenters: [], shown: null },
    rollCall: null,
    mediation: null,
    recording: null,
  };
}

export const SEAT = { participantId: SELF_ID, seatKey: 'k'.repeat(32) };

/** An answer to `room.join` with transports of its own. */
export function joinedAnew(producers: RoomProducer[] = [], others = 0) {
  return {
    state: 'joined',
    seat: SEAT,
    resumed: false,
    snapshot: roomState(producers, others),
    transports: { send: transportOffer(), recv: transportOffer() },
  };
}

export function joinedAgain(producers: RoomProducer[]) {
  return { state: 'joined', seat: SEAT, resumed: true, snapshot: roomState(producers), transports: null };
}
