import { fromBase64 } from '../../../bridge/attachments/base64.ts';

/** Hands a content to the browser's own way of keeping files. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

export function saveBase64(file: { readonly fileName: string; readonly mediaType: string; readonly content: string }): void {
  saveBlob(new Blob([new Uint8Array(fromBase64(file.content))], { type: file.mediaType }), file.fileName);
}
