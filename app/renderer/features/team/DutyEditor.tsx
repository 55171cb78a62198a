import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DutyHours, inOrder, WEEKDAYS } from '../../../../sfu-server/protocol/duty-hours.ts';
import styles from './Team.module.css';
import { hourText } from './team-list.ts';

interface DutyEditorProps {
  readonly value: readonly DutyHours[];
  onChange(week: readonly DutyHours[]): void;
}

const FIRST = { from: 9 * 60, to: 12 * 60 };
const MINUTES_OF_DAY = 1440;

/** The hours of each weekday, with a line to add some. They are put in order when they are saved. */
export function DutyEditor({ value, onChange }: DutyEditorProps) {
  const { t } = useTranslation('team');
  const put = (at: number, hours: DutyHours) => onChange(value.map((one, index) => (index === at ? hours : one)));
  const add = (day: DutyHours['day']) => {
    const last = inOrder(value.filter((one) => one.day === day)).at(-1);
    const from = last === undefined ? FIRST.from : Math.min(last.to + 60, MINUTES_OF_DAY - 120);
    onChange([...value, { day, from, to: last === undefined ? FIRST.to : from + 120 }]);
  };
  return (
    <div className={styles.duty} data-testid="duty-editor">
      {WEEKDAYS.map((day) => (
        <fieldset key={day} aria-label={t(`day.${day}`)} data-testid={`duty-day-${day}`}>
          <span>{t(`day.${day}`)}</span>
          <div>
            {value.map((hours, index) =>
              hours.day !== day ? null : (
                // biome-ignore lint/suspicious/noArrayIndexKey: hours have nothing else, and stay where they are while they are written
                <span key={index} className={styles.hours}>
                  <input
                    type="time"
                    data-testid="duty-from"
                    aria-label={t('duty.from')}
                    value={hourText(hours.from)}
                    onChange={({ target }) => put(index, { ...hours, from: minuteOf(target.value) ?? hours.from })}
                  />
                  –
                  <input
                    type="time"
                    data-testid="duty-to"
                    aria-label={t('duty.to')}
                    value={hourText(hours.to % MINUTES_OF_DAY)}
                    onChange={({ target }) => put(index, { ...hours, to: endOf(target.value) ?? hours.to })}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined />}
                    aria-label={t('duty.drop')}
                    onClick={() => onChange(value.filter((_, other) => other !== index))}
                  />
                </span>
              ),
            )}
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined />}
              aria-label={t('duty.add')}
              data-testid="duty-add"
              onClick={() => add(day)}
            />
          </div>
        </fieldset>
      ))}
    </div>
  );
}

/** As an end, midnight is the day's. */
function endOf(text: string): number | null {
  const minute = minuteOf(text);
  return minute === 0 ? MINUTES_OF_DAY : minute;
}

/** Of `08:30`; null while it is half typed. */
function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}
