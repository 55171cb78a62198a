import { parentPort } from 'node:worker_threads';
import { Feed } from './feed.ts';
import type { IngestCommand, IngestEvent } from './messages.ts';
import { UdpSender } from './udp-sender.ts';

/**
 * The ingest thread: every camera's socket and every one of its packets, so that thousands of packets a second hold
 * up no signalling. It decides nothing; when to connect again is the server's.
 */
if (parentPort === null) throw new Error('This file runs in a worker thread.');
const port = parentPort;
const udp = new UdpSender();
const feeds = new Map<string, Feed>();
const tell = (event: IngestEvent) => port.postMessage(event);

port.on('message', (command: IngestCommand) => {
  if (command.do === 'connect') {
    const feed = feeds.get(command.feed) ?? new Feed(command.feed, command, udp, tell);
    feeds.set(command.feed, feed);
    if (command.target !== null) feed.aim(command.target);
    void feed.connect(command.attempt, command.url);
    return;
  }
  const feed = feeds.get(command.feed);
  if (feed === undefined) return;
  if (command.do === 'aim') feed.aim(command.target);
  else if (command.do === 'disconnect') feed.disconnect();
  else {
    feed.dispose();
    feeds.delete(command.feed);
  }
});
