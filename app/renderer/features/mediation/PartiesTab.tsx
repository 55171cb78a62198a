import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ageOn, type Party, SIDES, type Side } from '../../../../sfu-server/protocol/entities/mediation.ts';
import page from '../../ui/ListPage.module.css';
import { dayText } from '../../ui/time.ts';
import { useNow } from '../../ui/use-now.ts';
import { CaseFacts } from '../cases/CaseFacts.tsx';
import { isOverdue } from '../cases/case-list.ts';
import { ApplicationForm } from './ApplicationForm.tsx';
import { PartyLinkDialog } from './links/PartyLinkDialog.tsx';
import styles from './Mediation.module.css';
import { PartyForm } from './PartyForm.tsx';
import { type MediationWork, useMoneyText } from './use-mediation.ts';

/** The application and who stands on which side. */
export function PartiesTab({ work }: { work: MediationWork }) {
  const { t } = useTranslation(['mediation', 'forms', 'partyLinks']);
  const { one, mediation, can } = work;
  const money = useMoneyText();
  const overdue = isOverdue(one, useNow(60_000));
  const [open, setOpen] = useState<{ readonly side: Side; readonly party: Party | null } | 'application' | null>(null);
  const { source, request, amountFen, simple } = mediation;
  const origin = [source.from === null ? null : t(`from.${source.from}`), source.originName, source.originNumber]
    .filter(Boolean)
    .join(' · ');
  const facts = [
    [
      t('source'),
      [
        t(`source.${source.kind}`),
        origin,
        source.helped === 'none' ? '' : t(`helped.${source.helped}`),
        source.online ? t('partyLinks:online') : '',
      ]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('procedure'), t(simple ? 'procedure.simple' : 'procedure.usual')],
    [t('amount'), amountFen === null ? '' : money(amountFen)],
    [t('request'), request],
  ];
  return (
    <>
      {SIDES.map((side) => (
        <section key={side} aria-label={t(`side.${side}`)}>
          <h4 className={styles.section}>
            {t(`side.${side}`)}
            {can('parties') && (
              <Button size="small" data-testid={`party-add-${side}`} onClick={() => setOpen({ side, party: null })}>
                {t('party.add')}
              </Button>
            )}
          </h4>
          <ul className={styles.list}>
            {mediation.parties
              .filter((party) => party.side === side)
              .map((party) => (
                <PartyLine key={party.id} party={party} work={work} onEdit={() => setOpen({ side, party })} />
              ))}
          </ul>
          {open !== null && open !== 'application' && open.side === side && (
            <PartyForm key={open.party?.id ?? 'new'} side={side} party={open.party} work={work} onDone={() => setOpen(null)} />
          )}
        </section>
      ))}
      <h4 className={styles.section}>
        {t('application')}
        {can('write') && open !== 'application' && (
          <Button size="small" data-testid="application-edit" onClick={() => setOpen('application')}>
            {t('forms:edit')}
          </Button>
        )}
      </h4>
      {open === 'application' ? (
        <ApplicationForm work={work} onDone={() => setOpen(null)} />
      ) : (
        <dl className={page.facts}>
          {facts.map(([name, value]) =>
            value === '' ? null : (
              <div key={name} className={styles.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
          )}
        </dl>
      )}
      <CaseFacts one={one} overdue={overdue} />
    </>
  );
}

function PartyLine({ party, work, onEdit }: { party: Party; work: MediationWork; onEdit: () => void }) {
  const { t } = useTranslation(['mediation', 'forms', 'partyLinks']);
  const [linking, setLinking] = useState(false);
  const today = dayText(useNow(60_000));
  const years = party.birthDate === null ? party.age : ageOn(party.birthDate, today);
  const words = [
    party.gender === null ? null : t(`gender.${party.gender}`),
    party.nation,
    years === null ? null : t('party.years', { count: years }),
    party.job,
    party.phone,
    party.idNumber,
    party.address,
  ];
  return (
    <li data-testid="party" data-side={party.side}>
      <span>
        {party.name}
        <small>{words.filter(Boolean).join(' · ')}</small>
        {party.legalRepresentative !== null && <small>{t('party.legal', { name: party.legalRepresentative })}</small>}
        {party.guardian !== null && <small>{t('party.guardianIs', party.guardian)}</small>}
        {party.representatives.map((one) => (
          <small key={`${one.name} ${one.phone ?? ''}`}>
            {t('party.representativeIs', { name: one.name, authority: t(`authority.${one.authority}`) })}
            {one.relation === null ? '' : ` · ${one.relation}`}
            {one.phone === null ? '' : ` · ${one.phone}`}
            {one.words === null ? '' : ` · ${one.words}`}
          </small>
        ))}
      </span>
      {work.mayHandle && (
        <Button size="small" data-testid="party-link-open" onClick={() => setLinking(true)}>
          {t('partyLinks:link.button')}
        </Button>
      )}
      {linking && <PartyLinkDialog caseId={work.one.id} party={party} onClose={() => setLinking(false)} />}
      {work.can('parties') && (
        <>
          <Button size="small" onClick={onEdit}>
            {t('forms:edit')}
          </Button>
          <Button size="small" onClick={() => void work.send('mediation.dropParty', { id: work.one.id, partyId: party.id })}>
            {t('party.drop')}
          </Button>
        </>
      )}
    </li>
  );
}
