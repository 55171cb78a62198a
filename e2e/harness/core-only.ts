import { Refusal } from '../../sfu-server/protocol/errors.ts';
import { REQUESTS } from '../../sfu-server/protocol/requests/index.ts';
import type { HandlerTable } from '../../sfu-server/signaling/handler.ts';

/** A table of handlers for servers of tests that have no rooms, media and cameras: what is not given is refused. */
export function coreOnly(given: Partial<HandlerTable>): HandlerTable {
  const refuse = () => {
    throw new Refusal('request.unknown', 'This server has only its data core.');
  };
  const rest = Object.fromEntries(Object.keys(REQUESTS).map((type) => [type, refuse]));
  // Every key of REQUESTS is there; TypeScript does not see that through `fromEntries`.
  return { ...rest, ...given } as HandlerTable;
}
