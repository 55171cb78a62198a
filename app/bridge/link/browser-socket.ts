import type { Connect } from './socket.ts';

/** Connects with the browser's own WebSocket. */
export function browserConnect(url: string): Connect {
  return (listener) => {
    const socket = new WebSocket(url);
    let dropped = false;
    socket.onopen = () => {
      if (!dropped) listener.opened();
    };
    socket.onmessage = (event) => {
      if (!dropped && typeof event.data === 'string') listener.message(event.data);
    };
    socket.onclose = () => {
      if (!dropped) listener.closed(null);
    };
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      drop: () => {
        dropped = true;
        socket.onopen = null;
        socket.onmessage = null;
        socket.onclose = null;
        socket.close();
      },
    };
  };
}
