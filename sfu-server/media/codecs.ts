import type { types } from 'mediasoup';

const h264 = (profileLevelId: string): types.RouterRtpCodecCapability => ({
  kind: 'video',
  mimeType: 'video/H264',
  clockRate: 90_000,
  parameters: { 'packetization-mode': 1, 'profile-level-id': profileLevelId, 'level-asymmetry-allowed': 1 },
});

/**
 * What every router speaks. The order is the browsers' order of preference for their own cameras: VP8 first,
 * because its simulcast needs no hardware and works in every browser. H.264 is there for surveillance cameras,
 * one entry a profile, since a producer is matched by its profile (RFC 6184 §8.1). High is not among them: not every
 * Chromium offers it, so cameras that send it go as Main (see `cameras/h264/profile.ts`).
 */
export const ROUTER_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  h264('42e01f'),
  h264('42001f'),
  h264('4d001f'),
];
