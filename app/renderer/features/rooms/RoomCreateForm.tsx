import { Select } from 'antd';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RoomKind, type RoomSummary, roomKindSchema } from '../../../../sfu-server/protocol/room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import buttons from './controls.module.css';
import styles from './RoomCreateForm.module.css';
import { useAction } from './use-action.ts';

export interface RoomCreateFormProps {
  /** The kinds that the account may open; not empty. */
  readonly kinds: readonly RoomKind[];
  onCreated(room: RoomSummary): void;
  onCancel(): void;
}

/** Opens a room; whoever opens it goes in at once. */
export function RoomCreateForm({ kinds, onCreated, onCancel }: RoomCreateFormProps) {
  const { t } = useTranslation(['rooms', 'frame']);
  const bridge = useBridge();
  const action = useAction();
  const organisations = useTable('organisation').byId;
  const [kind, setKind] = useState<RoomKind>(kinds[0] ?? 'conference');
  const [title, setTitle] = useState('');
  const [access, setAccess] = useState<RoomSummary['access']>('line');
  const [invitedOrgIds, setInvitedOrgIds] = useState<string[]>([]);
  const titleInput = useRef<HTMLInputElement>(null);
  useEffect(() => titleInput.current?.focus(), []);
  const options = useMemo(() => [...organisations.values()].map(({ id, name }) => ({ value: id, label: name })), [organisations]);
  const ready = title.trim() !== '' && (access === 'line' || invitedOrgIds.length > 0);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || action.busy) return;
    void action.run(async () => {
      const { room } = await request(bridge, 'room.create', {
        kind,
        title: title.trim(),
        access,
        invitedOrgIds: access === 'invited' ? invitedOrgIds : [],
      });
      onCreated(room);
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('create')}>
      <h3>{t('create')}</h3>
      <label className={buttons.field}>
        <span>{t('create.kind')}</span>
        <select
          className={buttons.input}
          data-testid="room-kind"
          value={kind}
          onChange={(event) => {
            const chosen = roomKindSchema.safeParse(event.target.value);
            if (chosen.success) setKind(chosen.data);
          }}
        >
          {kinds.map((key) => (
            <option key={key} value={key}>
              {t(`frame:kind.${key}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={buttons.field}>
        <span>{t('create.title')}</span>
        <input
          ref={titleInput}
          className={buttons.input}
          data-testid="room-title"
          maxLength={80}
          placeholder={t(`create.example.${kind}`)}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <fieldset className={styles.access}>
        <legend>{t('create.access')}</legend>
        {(['line', 'invited'] as const).map((key) => (
          <label key={key}>
            <input type="radio" name="access" data-testid={`room-access-${key}`} checked={access === key} onChange={() => setAccess(key)} />
            <span>
              {t(`access.${key}`)}
              <small>{t(`access.${key}.hint`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {access === 'invited' && (
        <Select
          mode="multiple"
          aria-label={t('create.orgs')}
          placeholder={t('create.orgs')}
          options={options}
          optionFilterProp="label"
          maxCount={500}
          maxTagCount="responsive"
          value={invitedOrgIds}
          onChange={setInvitedOrgIds}
        />
      )}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      <div className={styles.buttons}>
        <button type="button" className={buttons.button} onClick={onCancel}>
          {t('create.cancel')}
        </button>
        <button type="submit" className={buttons.primary} data-testid="room-create-submit" disabled={!ready || action.busy}>
          {t('create.submit')}
        </button>
      </div>
    </form>
  );
}
