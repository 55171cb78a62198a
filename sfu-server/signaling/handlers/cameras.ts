import type { CameraService } from '../../cameras/camera-service.ts';
import type { cameraRequests } from '../../protocol/requests/cameras.ts';
import type { Handlers } from '../handler.ts';

/** Requests about surveillance cameras. */
export function cameraHandlers(cameras: CameraService): Handlers<keyof typeof cameraRequests> {
  return {
    'camera.transport': async (_params, asker) => ({ transport: await cameras.transport(asker) }),
    'camera.watch': async ({ cameraId }, asker) => ({ state: await cameras.watch(cameraId, asker) }),
    'camera.unwatch': ({ cameraId }, asker) => {
      cameras.unwatch(cameraId, asker);
      return {};
    },
    'camera.retry': ({ cameraId }, asker) => {
      cameras.retry(cameraId, asker);
      return {};
    },
  };
}
