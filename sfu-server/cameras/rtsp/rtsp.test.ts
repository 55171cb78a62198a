import { describe, expect, it } from 'vitest';
import { parseRtspAddress } from './address.ts';
import { Authorizer, chooseChallenge } from './auth.ts';
import { headerOf, type RtspItem, RtspStreamParser } from './message.ts';
import { parseSdp, resolveControl } from './sdp.ts';

const SDP = [
  'v=0',
  'o=- 1109162014219182 1 IN IP4 0.0.0.0',
  's=Media Presentation',
  'a=control:rtsp://192.0.2.7/trackall',
  'm=audio 0 RTP/AVP 8',
  'a=rtpmap:8 PCMA/8000',
  'a=control:trackID=2',
  'm=video 0 RTP/AVP 96',
  'b=AS:5000',
  'a=control:trackID=1',
  'a=rtpmap:96 H264/90000',
  'a=fmtp:96 profile-level-id=420029; packetization-mode=1; sprop-parameter-sets=Z00AKo2NQDwBE/LCAAAOEAACvyAI,aO44gA==',
  '',
].join('\r\n');

const packet = Buffer.concat([Buffer.from([0x24, 0, 0, 5]), Buffer.from('\r\n$R\n')]);
const STREAM = Buffer.concat([
  Buffer.from(`RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Type: application/sdp\r\nContent-Length: ${SDP.length}\r\n\r\n${SDP}`),
  Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession:  12345678;timeout=60 \r\n\r\n'),
  packet,
  packet,
  Buffer.from('\r\nRTSP/1.0 454 Session Not Found\r\nCSeq: 4\r\n\r\n'),
  Buffer.from('ANNOUNCE rtsp://192.0.2.7/ RTSP/1.0\r\nCSeq: 1\r\n\r\n'),
  packet,
]);

/** Everything a stream gives when it comes in these pieces. */
function parse(pieces: readonly Buffer[]): RtspItem[] {
  const parser = new RtspStreamParser();
  return pieces.flatMap((piece) =>
    [...parser.push(piece)].map((item) => (item.kind === 'interleaved' ? { ...item, payload: Buffer.from(item.payload) } : item)),
  );
}

describe("a camera's byte stream", () => {
  const whole = parse([STREAM]);

  it('gives answers with their bodies, packets between them, and requests of the camera', () => {
    expect(whole.map(({ kind }) => kind)).toEqual([
      'response',
      'response',
      'interleaved',
      'interleaved',
      'response',
      'request',
      'interleaved',
    ]);
    const [description, setup] = whole;
    expect(description).toMatchObject({ status: 200, body: SDP });
    expect(setup?.kind === 'response' && headerOf(setup, 'session')).toBe('12345678;timeout=60');
  });

  it('gives the same cut in two at every point, and byte by byte', () => {
    for (let cut = 1; cut < STREAM.length; cut += 1) expect(parse([STREAM.subarray(0, cut), STREAM.subarray(cut)])).toEqual(whole);
    expect(parse([...STREAM].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });

  it.each([
    ['binary nonsense', Buffer.from([0, 1, 2, 3])],
    ['another protocol', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
    ['a header without an end', Buffer.from(`RTSP/1.0 200 OK\r\n${'X: y\r\n'.repeat(5000)}`)],
    ['an impossible length', Buffer.from('RTSP/1.0 200 OK\r\nContent-Length: 99999999999\r\n\r\n')],
    ['a negative length', Buffer.from('RTSP/1.0 200 OK\r\nContent-Length: -5\r\n\r\n')],
  ])('of %s is refused', (_what, bytes) => {
    expect(() => parse([bytes])).toThrow(expect.objectContaining({ code: 'camera.protocol_error' }));
  });
});

describe('authentication', () => {
  it('answers the example of RFC 2617 §3.5 as it says', () => {
    const challenge = chooseChallenge([
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
    ]);
    if (challenge === null) throw new Error('It was not understood.');
    const authorizer = new Authorizer(challenge, { username: 'Mufasa', password: 'Circle Of Life' }, '0a4f113b');
    expect(authorizer.header('GET', '/dir/index.html')).toContain('response="6629fae49393a05397450978507c4ef1"');
    expect(authorizer.header('GET', '/dir/index.html')).toContain('nc=00000002');
  });

  it('answers SHA-256 as the example of RFC 7616 §3.9.1 says', () => {
    const challenge = chooseChallenge([
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="x"',
    ]);
    if (challenge === null) throw new Error('It was not understood.');
    const nonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
    const authorizer = new Authorizer(challenge, { username: 'Mufasa', password: 'Circle of Life' }, nonce);
    expect(authorizer.header('GET', '/dir/index.html')).toContain('753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1');
  });

  it('takes the strongest that is offered, and none that it does not know', () => {
    const offers = ['Basic realm="a"', 'Digest realm="a", nonce="1", algorithm=MD5', 'Digest realm="a", nonce="2", algorithm="SHA-256"'];
    expect(chooseChallenge(offers)).toMatchObject({ scheme: 'digest', algorithm: 'SHA-256' });
    expect(chooseChallenge(['Basic realm="a"'])).toEqual({ scheme: 'basic' });
    expect(chooseChallenge(['Bearer x', 'Digest realm="a", nonce="1", algorithm=MD5-sess'])).toBeNull();
  });
});

describe('an address', () => {
  it('gives up its credentials and keeps its path to the letter', () => {
    expect(parseRtspAddress('rtsp://admin:a%40b%zz@192.0.2.7/Streaming/Channels/101?x=1&y=[2]')).toEqual({
      host: '192.0.2.7',
      port: 554,
      url: 'rtsp://192.0.2.7/Streaming/Channels/101?x=1&y=[2]',
      credentials: { username: 'admin', password: 'a%40b%zz' },
    });
    expect(parseRtspAddress('rtsp://[2001:db8::1]:8554')).toMatchObject({ host: '2001:db8::1', port: 8554, credentials: null });
  });

  it.each(['', 'camera', 'http://192.0.2.7/', 'rtsp://'])('%j is none', (text) => {
    expect(() => parseRtspAddress(text)).toThrow(expect.objectContaining({ code: 'camera.protocol_error' }));
  });
});

describe('a session description', () => {
  it('gives the picture with its parameters', () => {
    const { media, control } = parseSdp(SDP);
    expect(control).toBe('rtsp://192.0.2.7/trackall');
    expect(media.map(({ kind, encoding }) => `${kind} ${encoding}`)).toEqual(['audio PCMA', 'video H264']);
    expect(media[1]?.format.get('sprop-parameter-sets')).toBe('Z00AKo2NQDwBE/LCAAAOEAACvyAI,aO44gA==');
  });

  it.each([
    ['rtsp://c/stream/', 'trackID=1', 'rtsp://c/stream/trackID=1'],
    ['rtsp://c/stream', 'trackID=1', 'rtsp://c/stream/trackID=1'],
    ['rtsp://c/stream?channel=1', 'trackID=1', 'rtsp://c/stream?channel=1/trackID=1'],
    ['rtsp://c/stream', 'rtsp://d/x', 'rtsp://d/x'],
    ['rtsp://c/stream', '*', 'rtsp://c/stream'],
    ['rtsp://c/stream', null, 'rtsp://c/stream'],
  ])('from %s with %s leads to %s', (base, control, expected) => {
    expect(resolveControl(base, control)).toBe(expected);
  });
});
