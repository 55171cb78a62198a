import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediatorProfile } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { FilePicker } from '../attachments/FilePicker.tsx';
import { organisationName } from '../organisations/organisation-tree.ts';
import { useAction } from '../rooms/use-action.ts';
import { DutyMark } from './DutyMark.tsx';
import { FigureFacts } from './FigureFacts.tsx';
import { MediatorForm } from './MediatorForm.tsx';
import { Photo } from './Photo.tsx';
import { putPhotograph, takePhotographOff } from './photograph.ts';
import styles from './Team.module.css';
import { groupedWeek } from './team-list.ts';
import type { Figures } from './use-figures.ts';

interface MediatorDetailProps {
  readonly profile: MediatorProfile;
  readonly figures: Figures | null;
  readonly now: number;
}

/** Somebody of the team: who they are, what they know about, when they are on duty, and what they have to do. */
export function MediatorDetail({ profile, figures, now }: MediatorDetailProps) {
  const { t } = useTranslation(['team', 'cases', 'forms']);
  const bridge = useBridge();
  const action = useAction();
  const { role, organisation } = useAccount();
  const organisations = useTable('organisation').byId;
  const studios = useTable('studio').byId;
  const pending = useTable('mediator').pendingIds.has(profile.id);
  const [editing, setEditing] = useState(false);
  const { id, orgId, studioId } = profile;
  const mayWrite = isAllowed(role, 'team.write', organisation.path, organisations.get(orgId)?.path ?? '');
  const close = () => setEditing(false);
  if (editing && mayWrite) return <MediatorForm before={profile} orgId={orgId} onClose={close} onDone={close} />;

  const photograph = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    await action.run(() => putPhotograph(bridge, profile, file));
  };
  const takeOff = () => void action.run(() => takePhotographOff(bridge, profile));
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [t('field.kind'), t(`kind.${profile.kind}`)],
    [t('field.committee'), profile.committee],
    [t('field.studio'), studioId === null ? null : studios.get(studioId)?.name],
    [t('field.organisation'), organisationName(organisations, orgId)],
    [t('field.fields'), profile.fields.map((field) => t(`cases:field.${field}`)).join('、')],
    [t('field.languages'), profile.languages.join('、')],
    [t('field.certificate'), profile.certificate],
    [t('field.phone'), profile.phone],
    [t('field.account'), t(profile.accountId === null ? 'account.none' : 'account.linked')],
  ];
  return (
    <section className={page.detail} aria-label={t('people.detail')} data-testid="mediator-detail" data-mediator-id={id}>
      <header className={page.head}>
        <h3>{profile.name}</h3>
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        <Button
          size="small"
          data-testid="mediator-edit"
          disabled={!mayWrite}
          title={mayWrite ? undefined : t('noEdit')}
          onClick={() => setEditing(true)}
        >
          {t('forms:edit')}
        </Button>
      </header>
      <div className={page.scroll}>
        <div className={styles.person}>
          <Photo profile={profile} />
          <div>
            <DutyMark profile={profile} now={now} />
            {profile.words !== '' && <p className={styles.words}>{profile.words}</p>}
            {mayWrite && (
              <div className={styles.buttons}>
                <FilePicker
                  label={t(profile.photoId === null ? 'photo.add' : 'photo.change')}
                  picture
                  testId="mediator-photo-add"
                  onFiles={(files) => void photograph(files)}
                />
                {profile.photoId !== null && (
                  <Button size="small" data-testid="mediator-photo-drop" disabled={action.busy} onClick={takeOff}>
                    {t('photo.drop')}
                  </Button>
                )}
              </div>
            )}
            {action.problem !== null && (
              <p className={styles.problem} role="alert">
                {action.problem}
              </p>
            )}
          </div>
        </div>
        <dl className={page.facts}>
          <FigureFacts figures={figures?.mediators.get(id)} />
          {facts.map(([name, value]) =>
            value === null || value === undefined || value === '' ? null : (
              <div key={name} className={styles.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
        <h4 className={styles.section}>{t('duty.week')}</h4>
        {profile.duty.length === 0 ? (
          <p className={styles.hint}>{t('duty.none')}</p>
        ) : (
          <dl className={page.facts} data-testid="mediator-week">
            {groupedWeek(profile.duty).map(({ first, last, hours }) => (
              <div key={first} className={styles.fact}>
                <dt>{first === last ? t(`day.${first}`) : t('days', { first: t(`day.${first}`), last: t(`day.${last}`) })}</dt>
                <dd>{hours.join('，')}</dd>
              </div>
            ))}
          </dl>
        )}
        <p className={styles.hint}>{t('updated', { at: momentText(profile.updatedAt) })}</p>
      </div>
    </section>
  );
}
