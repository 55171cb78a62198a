import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CAPACITIES, type Capacity, SIDES, type Side } from '../../../../sfu-server/protocol/mediation-room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import { CaucusSteps } from './CaucusSteps.tsx';
import { IdentityDialog } from './IdentityDialog.tsx';
import styles from './MediationRoom.module.css';
import type { RoomTabProps } from './side-tabs.ts';
import { groupsOf, type Seated } from './sides.ts';

/** How long a caucus is announced for, minutes. */
const MINUTES = [5, 10, 15, 20, 30, 45, 60] as const;
const USUAL_MINUTES = 15;
const PARTY_SIDES = ['applicant', 'respondent', 'third'] as const;

/** The mediator's own: who sits on which side, caucus and break, the notice of rights, and who was checked. */
export function SidesPanel({ room, state, selfId, live }: RoomTabProps) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const action = useAction();
  const [minutes, setMinutes] = useState<number>(USUAL_MINUTES);
  const [checked, setChecked] = useState<string | null>(null);
  const { mediation } = state;
  if (mediation === null) return null;
  const roomId = state.room.id;
  const groups = groupsOf(mediation, state.participants);
  const disabled = !live || action.busy;
  const { apart, notice } = mediation;
  const toCheck = groups.flatMap(({ seated }) => seated).find(({ person }) => person.id === checked);
  const here = (side: Side) => groups.find((group) => group.side === side)?.seated.some(({ person }) => person.id !== selfId) === true;
  const openNotice = () => ({ title: t('notice.title'), text: t('notice.text') });
  return (
    <section className={styles.panel} data-testid="sides">
      <div className={styles.steps}>
        <label>
          {t('minutes')}
          <select
            className={buttons.input}
            data-testid="caucus-minutes"
            value={minutes}
            onChange={(event) => setMinutes(Number(event.target.value))}
          >
            {MINUTES.map((one) => (
              <option key={one} value={one}>
                {t('minutes.of', { count: one })}
              </option>
            ))}
          </select>
        </label>
        {apart === null ? (
          <>
            {PARTY_SIDES.filter(here).map((side) => (
              <button
                key={side}
                type="button"
                className={buttons.button}
                data-testid={`caucus-${side}`}
                disabled={disabled}
                onClick={() =>
                  void action.run(() =>
                    request(bridge, 'mediationRoom.caucus', { roomId, side, participantIds: [], minutes, apartSince: null }),
                  )
                }
              >
                {t(`caucus.${side}`)}
              </button>
            ))}
            <button
              type="button"
              className={buttons.button}
              data-testid="break"
              disabled={disabled}
              onClick={() => void action.run(() => request(bridge, 'mediationRoom.break', { roomId, minutes }))}
            >
              {t('break')}
            </button>
          </>
        ) : (
          <>
            <button
              type="button"
              className={buttons.primary}
              data-testid="sides-together"
              disabled={disabled}
              onClick={() => void action.run(() => request(bridge, 'mediationRoom.together', { roomId }))}
            >
              {t('together')}
            </button>
            <CaucusSteps state={state} selfId={selfId} minutes={minutes} disabled={disabled} action={action} />
          </>
        )}
        <button
          type="button"
          className={buttons.button}
          data-testid="notice-open"
          disabled={disabled}
          onClick={() =>
            void action.run(() => request(bridge, 'mediationRoom.notice', { roomId, notice: notice === null ? openNotice() : null }))
          }
        >
          {t(notice === null ? 'notice.open' : 'notice.close')}
        </button>
      </div>
      {apart === null && !PARTY_SIDES.some(here) && <p className={styles.hint}>{t('sides.hint')}</p>}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {groups.map(({ side, seated }) => (
        <div key={side} className={styles.side} data-testid="side" data-side={side}>
          <h4>
            {t(`side.${side}`)} <span>{seated.length}</span>
          </h4>
          <ul>
            {seated.map((one) => (
              <SeatRow
                key={one.person.id}
                one={one}
                self={one.person.id === selfId}
                noticed={notice !== null}
                disabled={disabled}
                onPlace={(capacity, place) =>
                  void action.run(() =>
                    request(bridge, 'mediationRoom.place', { roomId, participantId: one.person.id, capacity, side: place }),
                  )
                }
                onCheck={() => setChecked(one.person.id)}
              />
            ))}
          </ul>
        </div>
      ))}
      {toCheck !== undefined && (
        <IdentityDialog
          room={room}
          one={toCheck}
          onResult={(result, words, face) => {
            setChecked(null);
            void action.run(() =>
              request(bridge, 'mediationRoom.checkIdentity', { roomId, participantId: toCheck.person.id, result, words, face }),
            );
          }}
          onClose={() => setChecked(null)}
        />
      )}
    </section>
  );
}

interface SeatRowProps {
  readonly one: Seated;
  readonly self: boolean;
  /** A notice of rights is open. */
  readonly noticed: boolean;
  readonly disabled: boolean;
  onPlace(capacity: Capacity, side: Side): void;
  onCheck(): void;
}

function SeatRow({ one: { seat, person }, self, noticed, disabled, onPlace, onCheck }: SeatRowProps) {
  const { t } = useTranslation('mediationRoom');
  const check = seat.identity === null ? 'unchecked' : seat.identity.result;
  return (
    <li data-testid="side-seat" data-participant-id={person.id} data-identity={check} data-confirmed={seat.confirmedAt !== null}>
      <b title={person.name}>{person.name}</b>
      <select
        className={buttons.input}
        data-testid="seat-capacity"
        aria-label={t('capacity.of', { name: person.name })}
        disabled={disabled}
        value={seat.capacity}
        onChange={(event) => onPlace(CAPACITIES.find((one) => one === event.target.value) ?? seat.capacity, seat.side)}
      >
        {CAPACITIES.map((one) => (
          <option key={one} value={one}>
            {t(`capacity.${one}`)}
          </option>
        ))}
      </select>
      <select
        className={buttons.input}
        data-testid="seat-side"
        aria-label={t('side.of', { name: person.name })}
        disabled={disabled}
        value={seat.side}
        onChange={(event) => onPlace(seat.capacity, SIDES.find((one) => one === event.target.value) ?? seat.side)}
      >
        {SIDES.map((one) => (
          <option key={one} value={one}>
            {t(`side.${one}`)}
          </option>
        ))}
      </select>
      <div className={styles.states}>
        {!self && (
          <button
            type="button"
            className={buttons.quiet}
            data-testid="identity-check"
            data-result={check}
            disabled={disabled}
            onClick={onCheck}
          >
            {t(`identity.${check}`)}
          </button>
        )}
        {noticed && !self && (
          <span data-done={seat.confirmedAt !== null}>{t(seat.confirmedAt === null ? 'notice.missing' : 'notice.done')}</span>
        )}
      </div>
    </li>
  );
}
