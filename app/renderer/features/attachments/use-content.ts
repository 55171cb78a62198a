import { useEffect, useState } from 'react';
import type { Attachment } from '../../../../sfu-server/protocol/entities/attachment.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useLine } from '../../store/context.tsx';
import { contentOf } from './hand-in.ts';

export type Content =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'there'; readonly url: string };

/** A picture's content as an address for `<img>`, given up with the component. What failed is tried again when the line is back. */
export function useContent({ id, size, mediaType }: Attachment, wanted: boolean): Content {
  const bridge = useBridge();
  const offline = useLine((line) => line.state === 'offline');
  const [content, setContent] = useState<Content>({ state: 'loading' });
  const failed = content.state === 'failed';
  const there = content.state === 'there';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line's state is a reason to try again
  useEffect(() => {
    if (!wanted || there) return;
    let left = false;
    contentOf(bridge, { id, size, mediaType }).then(
      (blob) => {
        if (!left) setContent({ state: 'there', url: URL.createObjectURL(blob) });
      },
      (error: unknown) => {
        if (!left) setContent({ state: 'failed', error });
      },
    );
    return () => {
      left = true;
    };
  }, [bridge, id, size, mediaType, wanted, there, failed && offline]);
  const url = content.state === 'there' ? content.url : null;
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url);
    },
    [url],
  );
  return content;
}
