import { useTranslation } from 'react-i18next';
import { countyMoment, inOrder, WEEKDAYS } from '../../../../sfu-server/protocol/duty-hours.ts';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import page from '../../ui/ListPage.module.css';
import styles from './Team.module.css';
import { hoursText } from './team-list.ts';

interface DutyPlanProps {
  readonly rows: readonly MediatorProfile[];
  readonly now: number;
  onChoose(id: string): void;
}

/** Who is on duty when, in a week: people down, days across, with how many there are on each. */
export function DutyPlan({ rows, now, onChoose }: DutyPlanProps) {
  const { t } = useTranslation('team');
  const { day: today, minute } = countyMoment(now);
  const people = rows.filter(({ active, duty }) => active && duty.length > 0);
  if (people.length === 0) return <p className={page.empty}>{t('plan.empty')}</p>;
  return (
    <div className={styles.planScroll}>
      <table className={styles.plan} data-testid="duty-plan">
        <caption className="visually-hidden">{t('tab.plan')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            {WEEKDAYS.map((day) => (
              <th key={day} scope="col" data-today={day === today}>
                {t(`day.${day}`)}
                {day === today && <small>{t('today')}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id} data-testid="duty-row" data-mediator-id={one.id}>
              <th scope="row">
                <button type="button" onClick={() => onChoose(one.id)}>
                  {one.name}
                </button>
                <small>{t(`kind.${one.kind}`)}</small>
              </th>
              {WEEKDAYS.map((day) => (
                <td key={day} data-today={day === today}>
                  {inOrder(one.duty)
                    .filter((hours) => hours.day === day)
                    .map((hours) => (
                      <span key={hours.from} data-now={day === today && hours.from <= minute && minute < hours.to}>
                        {hoursText(hours)}
                      </span>
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('plan.count')}</th>
            {WEEKDAYS.map((day) => {
              const count = people.filter(({ duty }) => duty.some((one) => one.day === day)).length;
              return (
                <td key={day} data-today={day === today} data-none={count === 0}>
                  {count === 0 ? t('plan.nobody') : t('people.count', { count })}
                </td>
              );
            })}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
