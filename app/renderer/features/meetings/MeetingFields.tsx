import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type InvitedPerson, MEETING_KINDS } from '../../../../sfu-server/protocol/entities/meeting.ts';
import { MOST_INVITATIONS, MOST_OCCURRENCES, SERIES_STEPS } from '../../../../sfu-server/protocol/meeting-series.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { ShareField } from '../documents/ShareField.tsx';
import styles from './Meetings.module.css';
import { countOf, invitesTooMany, type MeetingDraft } from './meeting-form.ts';

interface MeetingFieldsProps {
  readonly draft: MeetingDraft;
  /** Whether it may be made a series: only when it is new. */
  readonly fresh: boolean;
  onChange(draft: MeetingDraft): void;
}

/** What is planned, as lines of a form. */
export function MeetingFields({ draft, fresh, onChange }: MeetingFieldsProps) {
  const { t } = useTranslation('meetings');
  const set = (change: Partial<MeetingDraft>) => onChange({ ...draft, ...change });
  const count = countOf(draft);
  const repeatProblem =
    count === null
      ? t('repeat.problem', { most: MOST_OCCURRENCES })
      : invitesTooMany(draft)
        ? t('repeat.invited', { most: MOST_INVITATIONS })
        : undefined;
  return (
    <div className={styles.fields}>
      <FormRow label={t('field.title')} required>
        {(id) => (
          <Input
            id={id}
            autoFocus
            data-testid="meeting-title"
            maxLength={80}
            value={draft.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </FormRow>
      <FormRow label={t('field.kind')}>
        {(id) => (
          <select
            id={id}
            value={draft.kind}
            onChange={(event) => set({ kind: MEETING_KINDS.find((one) => one === event.target.value) ?? 'regular' })}
          >
            {MEETING_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </select>
        )}
      </FormRow>
      <FormRow label={t('field.time')} required>
        {(id) => (
          <div className={styles.inline}>
            <input
              id={id}
              type="datetime-local"
              data-testid="meeting-starts"
              value={draft.starts}
              onChange={(event) => set({ starts: event.target.value })}
            />
            <InputNumber
              min={5}
              max={720}
              step={15}
              style={{ width: 90 }}
              aria-label={t('field.duration')}
              value={draft.durationMin}
              onChange={(value) => set({ durationMin: value ?? 60 })}
            />
            <span>{t('field.duration')}</span>
          </div>
        )}
      </FormRow>
      {fresh && (
        <FormRow label={t('repeat')} problem={repeatProblem}>
          {(id) => (
            <div className={styles.inline}>
              <select
                id={id}
                data-testid="meeting-every"
                value={draft.every}
                onChange={(event) => set({ every: SERIES_STEPS.find((one) => one === event.target.value) ?? 'none' })}
              >
                {(['none', ...SERIES_STEPS] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`repeat.${one}`)}
                  </option>
                ))}
              </select>
              {draft.every !== 'none' && (
                <>
                  <input
                    type="date"
                    aria-label={t('repeat.until')}
                    value={draft.until.slice(0, 10)}
                    onChange={(event) => set({ until: `${event.target.value}T23:59` })}
                  />
                  {count !== null && <span>{t('repeat.count', { count })}</span>}
                </>
              )}
            </div>
          )}
        </FormRow>
      )}
      <FormRow label={t('agenda')}>{() => <AgendaFields agenda={draft.agenda} onChange={(agenda) => set({ agenda })} />}</FormRow>
      <FormRow label={t('invite.organisations')}>
        {() => <ShareField sharedWith={draft.orgIds} refusal={null} onChange={(chosen) => set({ orgIds: [...chosen] })} />}
      </FormRow>
      <FormRow label={t('invite.people')}>
        {(id) => <PeopleField id={id} people={draft.people} onChange={(people) => set({ people })} />}
      </FormRow>
    </div>
  );
}

function AgendaFields({ agenda, onChange }: { agenda: MeetingDraft['agenda']; onChange(agenda: MeetingDraft['agenda']): void }) {
  const { t } = useTranslation('meetings');
  const change = (index: number, item: Partial<MeetingDraft['agenda'][number]>) =>
    onChange(agenda.map((one, at) => (at === index ? { ...one, ...item } : one)));
  return (
    <>
      {agenda.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an agenda has no other order than its own
        <div key={index} className={styles.agendaLine}>
          <Input
            maxLength={120}
            aria-label={t('agenda.item')}
            placeholder={t('agenda.item')}
            value={item.title}
            onChange={(event) => change(index, { title: event.target.value })}
          />
          <InputNumber
            min={1}
            max={480}
            aria-label={t('agenda.minutes')}
            value={item.minutes}
            onChange={(value) => change(index, { minutes: value ?? 10 })}
          />
          <Input
            maxLength={40}
            aria-label={t('agenda.speaker')}
            placeholder={t('agenda.speaker')}
            value={item.speaker}
            onChange={(event) => change(index, { speaker: event.target.value })}
          />
          <Button
            icon={<DeleteOutlined />}
            aria-label={t('agenda.remove')}
            onClick={() => onChange(agenda.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        data-testid="agenda-add"
        disabled={agenda.length >= 40}
        onClick={() => onChange([...agenda, { title: '', minutes: 10, speaker: '' }])}
      >
        {t('agenda.add')}
      </Button>
    </>
  );
}

/** People by name, found on the server: without a line nobody new can be invited by name. */
function PeopleField({
  id,
  people,
  onChange,
}: {
  id: string;
  people: readonly InvitedPerson[];
  onChange(people: readonly InvitedPerson[]): void;
}) {
  const { t } = useTranslation('meetings');
  const bridge = useBridge();
  const [found, setFound] = useState<readonly (InvitedPerson & { readonly orgName: string })[]>([]);
  const look = (search: string) => {
    request(bridge, 'meeting.people', { search }).then(
      (answer) => setFound(answer.people),
      () => setFound([]),
    );
  };
  const known = new Map<string, InvitedPerson>([...found, ...people].map((one) => [one.accountId, one]));
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      style={{ width: '100%' }}
      placeholder={t('invite.people.hint')}
      showSearch={{ filterOption: false, onSearch: look }}
      onFocus={() => look('')}
      notFoundContent={t('invite.people.none')}
      options={[...known.values()].map((one) => ({
        value: one.accountId,
        label: 'orgName' in one ? `${one.name}（${String(one.orgName)}）` : one.name,
      }))}
      value={people.map(({ accountId }) => accountId)}
      onChange={(ids) =>
        onChange(
          ids.flatMap((accountId) => {
            const one = known.get(accountId);
            return one === undefined ? [] : [{ accountId, name: one.name, orgId: one.orgId }];
          }),
        )
      }
    />
  );
}
