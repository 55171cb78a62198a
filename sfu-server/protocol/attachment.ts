import { z } from 'zod';

/** Largest content of one attachment, bytes. */
export const MAX_ATTACHMENT_BYTES = 200 * 1024 * 1024;
/** Largest part of a content that goes up in one request, bytes. */
export const MAX_PART_BYTES = 4 * 1024 * 1024;
/** Media type of a part on its way up. */
export const PART_MEDIA_TYPE = 'application/offset+octet-stream';

/** Every kind of file that may be attached, with the endings that its name may have. */
const ENDINGS = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4'],
  // What a browser records of a voice.
  'audio/webm': ['weba'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/plain': ['txt'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MediaType = keyof typeof ENDINGS;
export const MEDIA_TYPES = Object.keys(ENDINGS) as MediaType[];
export const mediaTypeSchema = z.enum(MEDIA_TYPES);
/** For a file picker: `.jpg,.jpeg,…`. */
export const ATTACHABLE_ENDINGS: readonly string[] = Object.values(ENDINGS).flatMap((endings) => endings.map((ending) => `.${ending}`));

/** What a name says that its content is; null where it is no kind that may be attached. */
export function mediaTypeOfName(name: string): MediaType | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === undefined) return null;
  return MEDIA_TYPES.find((type) => (ENDINGS[type] as readonly string[]).includes(ending)) ?? null;
}

/** Pictures that every browser of ours can show (HEIC is not one). */
export function isShownPicture(type: MediaType): boolean {
  return type === 'image/jpeg' || type === 'image/png' || type === 'image/webp';
}

/** Endings of those, for a file picker. */
export const SHOWN_PICTURE_ENDINGS: readonly string[] = MEDIA_TYPES.filter(isShownPicture).flatMap((type) =>
  ENDINGS[type].map((ending) => `.${ending}`),
);

/** What every browser of ours plays. */
export function isPlayed(type: MediaType): boolean {
  return type === 'audio/webm' || type === 'video/mp4';
}

/** Stem of the name of a spoken application: some phones record a voice as a video without pictures. */
export const SPOKEN_NAME = '口述申请';
/** Whether there is only a voice in it. */
export function isSpoken({ name, mediaType }: { readonly name: string; readonly mediaType: MediaType }): boolean {
  return mediaType === 'audio/webm' || (mediaType === 'video/mp4' && name.startsWith(SPOKEN_NAME));
}

/** How far a content has come up: the answer to `GET /attachments/ID/upload` and to each part. */
export const uploadStateSchema = z.object({
  /** Bytes that the server has; the next part begins here. */
  offset: z.number().int().nonnegative(),
  size: z.number().int().positive(),
  /** True when all are there and have been found to be what was announced. */
  complete: z.boolean(),
});
export type UploadState = z.infer<typeof uploadStateSchema>;

/** Header of a part: where in the content it begins (as in tus 1.0.0). */
export const OFFSET_HEADER = 'upload-offset';

/** Where an attachment's content is found on the server. */
export const attachmentPath = {
  upload: (id: string) => `/attachments/${id}/upload`,
  content: (id: string) => `/attachments/${id}/content`,
} as const;
