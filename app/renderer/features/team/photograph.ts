import { isShownPicture, mediaTypeOfName } from '../../../../sfu-server/protocol/attachment.ts';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { Refusal } from '../../../../sfu-server/protocol/errors.ts';
import type { Bridge } from '../../../bridge/bridge.ts';
import { handIn } from '../attachments/hand-in.ts';
import { mutate } from '../events/mutate.ts';

type Pictured = Pick<MediatorProfile, 'id' | 'photoId'>;

/**
 * Puts a photograph where the one before was. Rejects with `Refusal`: `attachment.not_a_picture` before anything is handed in or taken
 * away, and as `handIn`.
 */
export async function putPhotograph(bridge: Bridge, { id, photoId: before }: Pictured, file: File): Promise<void> {
  const type = mediaTypeOfName(file.name);
  if (type === null || !isShownPicture(type)) throw new Refusal('attachment.not_a_picture', 'Not every console shows this file.');
  const photoId = await handIn(bridge, { ownerEntity: 'mediator', ownerId: id }, file);
  await mutate(bridge, 'mediator.edit', { id, change: { photoId } });
  await forget(bridge, before);
}

/** Shows no photograph any more. Rejects with `Refusal`. */
export async function takePhotographOff(bridge: Bridge, { id, photoId }: Pictured): Promise<void> {
  await mutate(bridge, 'mediator.edit', { id, change: { photoId: null } });
  await forget(bridge, photoId);
}

/** A picture of somebody does not stay where it is no longer shown. */
async function forget(bridge: Bridge, photoId: string | null): Promise<void> {
  if (photoId !== null) await bridge.call('attachment.drop', { id: photoId });
}
