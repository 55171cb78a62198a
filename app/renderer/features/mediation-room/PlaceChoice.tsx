import { useTranslation } from 'react-i18next';
import { CAPACITIES, type MediationPlace, SIDES } from '../../../../sfu-server/protocol/mediation-room.ts';
import buttons from '../rooms/controls.module.css';
import popover from '../rooms/Popover.module.css';

export interface PlaceChoiceProps {
  readonly place: MediationPlace;
  onPlace(place: MediationPlace): void;
}

/** What somebody who is invited to a mediation is, and on whose side they will sit. */
export function PlaceChoice({ place, onPlace }: PlaceChoiceProps) {
  const { t } = useTranslation('mediationRoom');
  return (
    <div className={popover.row}>
      <select
        className={buttons.input}
        data-testid="invite-side"
        aria-label={t('place.side')}
        value={place.side}
        onChange={(event) => onPlace({ ...place, side: SIDES.find((one) => one === event.target.value) ?? place.side })}
      >
        {SIDES.map((one) => (
          <option key={one} value={one}>
            {t(`side.${one}`)}
          </option>
        ))}
      </select>
      <select
        className={buttons.input}
        data-testid="invite-capacity"
        aria-label={t('place.capacity')}
        value={place.capacity}
        onChange={(event) => onPlace({ ...place, capacity: CAPACITIES.find((one) => one === event.target.value) ?? place.capacity })}
      >
        {CAPACITIES.map((one) => (
          <option key={one} value={one}>
            {t(`capacity.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
