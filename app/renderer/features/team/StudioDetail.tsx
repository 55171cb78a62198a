import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Studio } from '../../../../sfu-server/protocol/entities/studio.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { mutate } from '../events/mutate.ts';
import { organisationName } from '../organisations/organisation-tree.ts';
import { useAction } from '../rooms/use-action.ts';
import { DutyMark } from './DutyMark.tsx';
import { FigureFacts } from './FigureFacts.tsx';
import { StudioForm } from './StudioForm.tsx';
import styles from './Team.module.css';
import { membersOf } from './team-list.ts';
import type { Figures } from './use-figures.ts';

interface StudioDetailProps {
  readonly studio: Studio;
  readonly figures: Figures | null;
  readonly now: number;
  onChooseMediator(id: string): void;
}

/** A studio: what it is for, who leads it and who belongs to it. */
export function StudioDetail({ studio, figures, now, onChooseMediator }: StudioDetailProps) {
  const { t } = useTranslation(['team', 'cases', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const mediators = useTable('mediator').byId;
  const pending = useTable('studio').pendingIds.has(studio.id);
  const [editing, setEditing] = useState(false);
  const { id, orgId } = studio;
  const maySet = (one: { readonly orgId: string }) =>
    isAllowed(role, 'team.write', organisation.path, organisations.get(one.orgId)?.path ?? '');
  const mayWrite = maySet(studio);
  const close = () => setEditing(false);
  if (editing && mayWrite) return <StudioForm before={studio} orgId={orgId} onClose={close} onDone={close} />;

  const members = membersOf(studio, mediators.values());
  const others = [...mediators.values()].filter((one) => one.studioId !== id && one.active && maySet(one));
  const move = (mediatorId: string, studioId: string | null) =>
    void action.run(() => mutate(bridge, 'mediator.edit', { id: mediatorId, change: { studioId } }));
  return (
    <section className={page.detail} aria-label={t('studio.detail')} data-testid="studio-detail" data-studio-id={id}>
      <header className={page.head}>
        <h3>{studio.name}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        <Button
          size="small"
          data-testid="studio-edit"
          disabled={!mayWrite}
          title={mayWrite ? undefined : t('noEdit')}
          onClick={() => setEditing(true)}
        >
          {t('forms:edit')}
        </Button>
      </header>
      <div className={page.scroll}>
        {studio.words !== '' && <p className={styles.words}>{studio.words}</p>}
        <dl className={page.facts}>
          <FigureFacts figures={figures?.studios.get(id)} />
          <dt>{t('field.organisation')}</dt>
          <dd>{organisationName(organisations, orgId)}</dd>
          {studio.fields.length > 0 && (
            <>
              <dt>{t('field.fields')}</dt>
              <dd>{studio.fields.map((field) => t(`cases:field.${field}`)).join('、')}</dd>
            </>
          )}
        </dl>
        <h4 className={styles.section}>{t('field.members')}</h4>
        {members.length === 0 && <p className={styles.hint}>{t('studio.nobody')}</p>}
        <ul className={styles.members}>
          {members.map((one) => (
            <li key={one.id} data-testid="studio-member">
              <button type="button" onClick={() => onChooseMediator(one.id)}>
                {one.name}
              </button>
              <small>
                {t(`kind.${one.kind}`)}
                {one.id === studio.leaderId && ` · ${t('field.leader')}`}
              </small>
              <DutyMark profile={one} now={now} />
              {maySet(one) && (
                <Button size="small" disabled={action.busy} onClick={() => move(one.id, null)}>
                  {t('studio.takeOut')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {others.length > 0 && (
          <Select<string | null>
            style={{ width: 280 }}
            aria-label={t('studio.takeIn')}
            placeholder={t('studio.takeIn')}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={action.busy}
            value={null}
            options={others.map((one) => ({ value: one.id, label: `${one.name} · ${t(`kind.${one.kind}`)}` }))}
            onChange={(mediatorId) => mediatorId !== null && move(mediatorId, id)}
          />
        )}
        {action.problem !== null && (
          <p className={styles.problem} role="alert">
            {action.problem}
          </p>
        )}
      </div>
    </section>
  );
}
