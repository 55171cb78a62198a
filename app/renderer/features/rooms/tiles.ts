import type { Board } from '../../../../sfu-server/protocol/board.ts';
import type { Participant, RoomProducer, SendingLimit } from '../../../../sfu-server/protocol/room.ts';
import type { RoomView } from '../../media/room-view.ts';

export type TileKind = 'camera' | 'screen' | 'surveillance';

/** One tile as it is to be drawn. */
export interface Tile {
  readonly key: string;
  readonly kind: TileKind;
  readonly participant: Participant;
  readonly self: boolean;
  /** Null where nothing is sent, and for one's own. */
  readonly producerId: string | null;
  readonly track: MediaStreamTrack | null;
  /** Nothing is sent, or it is muted by its owner or the host. */
  readonly paused: boolean;
  readonly starved: boolean;
  readonly reduced: boolean;
  /** The simulcast layer that comes, 0 the smallest; null where there are none. */
  readonly spatialLayer: number | null;
  /** Of the sound that goes with a person's picture; null where none is sent, and for one's own. */
  readonly microphoneId: string | null;
  readonly microphoneOn: boolean;
  readonly speaking: boolean;
  /** What is shown instead of a picture; its place is that of a shared screen. */
  readonly board?: Board;
}

type Shown = Pick<RoomView, 'state' | 'selfId' | 'received' | 'camera' | 'screen' | 'microphone'>;

/** All tiles of a room: one a person, one a shared screen, one a camera on the table. Screens first, then cameras, then people as they came. */
export function tilesOf(view: Shown): Tile[] {
  const { state } = view;
  if (state === null) return [];
  const people = state.participants.filter(({ kind }) => kind === 'person').sort((a, b) => a.joinedAt - b.joinedAt);
  const cameras = state.participants.filter(({ kind }) => kind === 'surveillance');
  return [
    ...boardTile(view),
    ...people.flatMap((person) => screenTile(view, person, state.producers)),
    ...people.map((person) => personTile(view, person, state.producers)),
    ...cameras.map((camera) => remoteTile(view, camera, 'surveillance', producerOf(state.producers, camera, 'surveillance'))),
  ];
}

function boardTile({ state, selfId }: Shown): Tile[] {
  const board = state?.board.shown ?? null;
  if (state === null || board === null) return [];
  const presenter = state.participants.find(({ id }) => id === board.presenterId) ?? absent(board);
  const nothing = { producerId: null, track: null, microphoneId: null, spatialLayer: null };
  const still = { paused: true, starved: false, reduced: false, microphoneOn: false, speaking: false };
  return [{ key: `board/${board.id}`, kind: 'screen', participant: presenter, self: presenter.id === selfId, ...nothing, ...still, board }];
}

/** Whoever presents and is not there: what they show stays. */
function absent({ id, presenterName, openedAt }: Board): Participant {
  const nobody = { orgName: '', orgId: null, accountId: null, cameraId: null, handRaisedAt: null, limitedBy: null };
  const flags = { connected: false, mutedByHost: false, speaker: false, mayUnmute: null };
  return { id, kind: 'person', role: 'member', name: presenterName, joinedAt: openedAt, ...nobody, ...flags };
}

function producerOf(producers: readonly RoomProducer[], { id }: Participant, source: RoomProducer['source']): RoomProducer | null {
  return producers.find((producer) => producer.participantId === id && producer.source === source) ?? null;
}

export function microphoneOn(view: Shown, participant: Participant): boolean {
  if (participant.id === view.selfId) return view.microphone.state === 'on';
  const producer = producerOf(view.state?.producers ?? [], participant, 'microphone');
  return producer !== null && !producer.paused;
}

function personTile(view: Shown, person: Participant, producers: readonly RoomProducer[]): Tile {
  if (person.id !== view.selfId) return remoteTile(view, person, 'camera', producerOf(producers, person, 'camera'));
  return ownTile(view, person, 'camera', view.camera.track);
}

function screenTile(view: Shown, person: Participant, producers: readonly RoomProducer[]): Tile[] {
  if (person.id === view.selfId) return view.screen.track === null ? [] : [ownTile(view, person, 'screen', view.screen.track)];
  const producer = producerOf(producers, person, 'screen');
  return producer === null ? [] : [remoteTile(view, person, 'screen', producer)];
}

function ownTile(view: Shown, participant: Participant, kind: TileKind, track: MediaStreamTrack | null): Tile {
  return {
    key: `${participant.id}/${kind}`,
    kind,
    participant,
    self: true,
    producerId: null,
    track,
    paused: track === null,
    starved: false,
    reduced: false,
    spatialLayer: null,
    microphoneId: null,
    microphoneOn: microphoneOn(view, participant),
    speaking: kind === 'camera' && view.state?.activeSpeakerId === participant.id && view.microphone.state === 'on',
  };
}

function remoteTile(view: Shown, participant: Participant, kind: TileKind, producer: RoomProducer | null): Tile {
  const received = producer === null ? undefined : view.received.get(producer.id);
  return {
    key: `${participant.id}/${kind}`,
    kind,
    participant,
    self: false,
    producerId: producer?.id ?? null,
    track: received?.track ?? null,
    paused: producer === null || producer.paused,
    starved: received?.starved ?? false,
    reduced: received?.reduced ?? false,
    spatialLayer: received?.spatialLayer ?? null,
    microphoneId: kind === 'camera' ? (producerOf(view.state?.producers ?? [], participant, 'microphone')?.id ?? null) : null,
    microphoneOn: microphoneOn(view, participant),
    speaking: kind === 'camera' && view.state?.activeSpeakerId === participant.id,
  };
}

/** What a tile's corner says about its link, as a key of `rooms`; null where all is well. */
export function linkWord(tile: Tile, flow: 'waiting' | 'flowing' | 'stalled'): LinkWord | null {
  if (!tile.participant.connected) return tile.kind === 'surveillance' ? 'link.cameraDown' : 'link.cut';
  if (tile.paused) return null;
  // While layers are being changed there is none for a moment: only a picture that stands still is worth a word.
  if (flow === 'stalled') return tile.starved ? STARVED[limitOf(tile)] : 'link.stalled';
  if (flow === 'waiting') return 'link.waiting';
  // Of one's own picture the notice about one's own line speaks.
  if (tile.self) return null;
  return tile.reduced || tile.participant.limitedBy !== null ? REDUCED[limitOf(tile)] : null;
}

/** One sign for a person: of `县法院法官 郑明` the name, not the office, with which most begin alike. */
export function initialOf(name: string): string {
  return [...(name.trim().split(/\s+/u).at(-1) ?? '')][0] ?? '';
}

/** Whose fault it is that a picture is worse than it could be: what its sender says of itself, else it is our own line. */
function limitOf({ participant, kind }: Tile): SendingLimit | 'own' {
  return kind === 'camera' ? (participant.limitedBy ?? 'own') : 'own';
}

const STARVED = { own: 'link.starved', line: 'link.starvedSender', machine: 'link.starvedSender' } as const;
const REDUCED = { own: 'link.reduced', line: 'link.reducedLine', machine: 'link.reducedMachine' } as const;

export type LinkWord =
  | 'link.cameraDown'
  | 'link.cut'
  | 'link.stalled'
  | 'link.waiting'
  | (typeof STARVED)[keyof typeof STARVED]
  | (typeof REDUCED)[keyof typeof REDUCED];
