/** How a seat's connection is, as its owner sees it. */
export type ConnectionState = 'connected' | 'reconnecting' | 'failed';

/**
 * `cut`: the signalling line, a transport or the room's router is lost. `recovered`: all of them are back.
 * `gaveUp`: trying again by ourselves has not helped. `retry`: somebody asks to try once more.
 */
export type ConnectionEvent = 'cut' | 'recovered' | 'gaveUp' | 'retry';

/** What becomes of each state; what is not in the table changes nothing. */
export const CONNECTION_TRANSITIONS: { readonly [S in ConnectionState]: { readonly [E in ConnectionEvent]?: ConnectionState } } = {
  connected: { cut: 'reconnecting' },
  reconnecting: { recovered: 'connected', gaveUp: 'failed' },
  failed: { retry: 'reconnecting', recovered: 'connected' },
};

export function nextConnection(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  return CONNECTION_TRANSITIONS[state][event] ?? state;
}
