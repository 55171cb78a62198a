import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DutyHours, inOrder, WEEKDAYS } from '../../../../sfu-server/protocol/duty-hours.ts';
import { HourInput } from './HourInput.tsx';
import styles from './Team.module.css';
import { sameHours } from './team-list.ts';

interface DutyEditorProps {
  readonly value: readonly DutyHours[];
  onChange(week: readonly DutyHours[]): void;
}

const FIRST = { from: 9 * 60, to: 12 * 60 };
const MINUTES_OF_DAY = 1440;

/** The hours of each weekday, with a way to add some, or to take those of the day before. They are put in order when they are saved. */
export function DutyEditor({ value, onChange }: DutyEditorProps) {
  const { t } = useTranslation('team');
  const put = (at: number, hours: DutyHours) => onChange(value.map((one, index) => (index === at ? hours : one)));
  const of = (day: number) => value.filter((one) => one.day === day);
  const add = (day: DutyHours['day']) => {
    const last = inOrder(of(day)).at(-1);
    const from = last === undefined ? FIRST.from : Math.min(last.to + 60, MINUTES_OF_DAY - 120);
    onChange([...value, { day, from, to: last === undefined ? FIRST.to : from + 120 }]);
  };
  const copy = (day: DutyHours['day']) =>
    onChange([...value.filter((one) => one.day !== day), ...of(day - 1).map((one) => ({ ...one, day }))]);
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
                  <HourInput
                    label={t('duty.from')}
                    testId="duty-from"
                    value={hours.from}
                    onChange={(from) => put(index, { ...hours, from })}
                  />
                  –
                  <HourInput label={t('duty.to')} testId="duty-to" value={hours.to} onChange={(to) => put(index, { ...hours, to })} />
                  <Button
                    type="text"
                    size="small"
                    icon={<CloseOutlined />}
                    aria-label={t('duty.drop')}
                    data-testid="duty-drop"
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
            {of(day - 1).length > 0 && !sameHours(of(day - 1), of(day)) && (
              <Button type="text" size="small" data-testid="duty-copy" onClick={() => copy(day)}>
                {t('duty.copy')}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
