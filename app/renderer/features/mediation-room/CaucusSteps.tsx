import { useTranslation } from 'react-i18next';
import { isOutside } from '../../../../sfu-server/protocol/mediation-room.ts';
import type { RoomState } from '../../../../sfu-server/protocol/room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import buttons from '../rooms/controls.module.css';
import type { Action } from '../rooms/use-action.ts';

export interface CaucusStepsProps {
  readonly state: RoomState;
  readonly selfId: string | null;
  /** That are announced from now on. */
  readonly minutes: number;
  readonly disabled: boolean;
  readonly action: Action;
}

/** For who is inside a caucus: announces another end, and takes in who is outside. */
export function CaucusSteps({ state: { room, mediation, participants }, selfId, minutes, disabled, action }: CaucusStepsProps) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const apart = mediation?.apart ?? null;
  if (apart?.kind !== 'caucus' || isOutside(mediation, selfId)) return null;
  const outside = participants.filter(({ id, kind }) => kind === 'person' && isOutside(mediation, id));
  const ask = (participantIds: string[], length: number | null) =>
    void action.run(() =>
      request(bridge, 'mediationRoom.caucus', {
        ...{ roomId: room.id, side: null, participantIds, minutes: length },
        apartSince: apart.since,
      }),
    );
  return (
    <>
      <button type="button" className={buttons.button} data-testid="caucus-extend" disabled={disabled} onClick={() => ask([], minutes)}>
        {t('caucus.extend', { count: minutes })}
      </button>
      {outside.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={buttons.button}
          data-testid="caucus-take-in"
          data-participant-id={id}
          disabled={disabled}
          onClick={() => ask([id], null)}
        >
          {t('caucus.takeIn', { name })}
        </button>
      ))}
    </>
  );
}
