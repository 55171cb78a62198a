import type { types } from 'mediasoup';
import type { Dispose } from '../media/clock.ts';
import type { Account } from '../protocol/session.ts';

/** A camera's stream and the router it is on; both stay the same while the camera fails and comes back. */
export interface CameraOutlet {
  readonly producer: types.Producer;
  readonly router: types.Router;
}

/** What rooms need of cameras, so that one can be put on the table. */
export interface TableCameras {
  /**
   * The name of a camera that this account may put on a table.
   * @throws Refusal `camera.unknown`, `right.missing`, `camera.no_source`
   */
  lookUp(cameraId: string, account: Account): Promise<{ name: string }>;
  /** Keeps the camera running until disposed of; `changed` hears its outlet when it is live, null while it is not. */
  hold(cameraId: string, changed: (outlet: CameraOutlet | null) => void): Dispose;
}
