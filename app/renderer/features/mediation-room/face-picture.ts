import { toBase64 } from '../../../bridge/attachments/base64.ts';

/** As wide as a face on paper needs, pixels. */
const MOST_WIDTH = 480;
/** Of JPEG, 0–1. */
const QUALITY = 0.85;

/** What a video shows at this moment, as a JPEG in Base64; null where it shows nothing yet. */
export async function facePicture(video: HTMLVideoElement | null): Promise<string | null> {
  if (video === null || video.videoWidth === 0) return null;
  const scale = Math.min(1, MOST_WIDTH / video.videoWidth);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return blob === null ? null : toBase64(new Uint8Array(await blob.arrayBuffer()));
}
