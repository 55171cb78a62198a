import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiledDossier } from '../../../../sfu-server/protocol/dossier.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { RIGHTS } from '../../../../sfu-server/protocol/rights.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { dayText, momentText } from '../../ui/time.ts';
import { saveBlob } from '../conference/save-file.ts';
import { useAction } from '../rooms/use-action.ts';
import styles from './Dossier.module.css';
import { DossierReader } from './DossierReader.tsx';
import { type TakenOut, TakeOutForm } from './TakeOutForm.tsx';
import { takeOut } from './take-out.ts';

/** A filed dossier: what it says of itself, its index, who has used it, and taking it out. */
export function DossierCard({ dossier, onChanged }: { dossier: FiledDossier; onChanged: (dossier: FiledDossier) => void }) {
  const { t } = useTranslation('dossier');
  const bridge = useBridge();
  const action = useAction();
  const { role } = useAccount();
  const [detail, setDetail] = useState<RequestResult<'dossier.get'> | null>(null);
  const [taking, setTaking] = useState(false);
  const [reading, setReading] = useState<Blob | null>(null);
  const [reason, setReason] = useState('');
  const { run } = action;
  const { id, state, destruction, keepUntil } = dossier;
  useEffect(() => {
    void run(() => request(bridge, 'dossier.get', { dossierId: id }).then(setDetail));
  }, [bridge, id, run]);
  const take = async (wish: TakenOut) => {
    const done = await run(async () => {
      const { content, fileName } = await takeOut(bridge, { dossierId: id, ...wish });
      if (wish.kind === 'view') setReading(content);
      else saveBlob(content, fileName);
      setDetail(await request(bridge, 'dossier.get', { dossierId: id }));
    });
    if (done) setTaking(false);
  };
  const end = (what: 'dossier.proposeDestruction' | boolean) =>
    run(async () => {
      const { dossier: changed } =
        typeof what === 'boolean'
          ? await request(bridge, 'dossier.decideDestruction', { dossierId: id, approve: what })
          : await request(bridge, what, { dossierId: id, reason: reason.trim() });
      onChanged(changed);
    });
  const mayDestroy = RIGHTS[role]['dossier.destroy'] !== undefined;
  const isDue = state === 'filed' && keepUntil !== null && keepUntil <= Date.now();
  const facts: readonly (readonly [string, string])[] = [
    [t('fact.committee'), dossier.committee],
    [t('fact.filed'), `${dayText(dossier.filedAt)} ${dossier.filedByName}`],
    [t('fact.checked'), dossier.checkedByName ?? t('fact.unchecked')],
    [
      t('fact.keep'),
      keepUntil === null ? t('keep.permanent') : t('fact.until', { keep: t(`keep.${dossier.keep}`), day: dayText(keepUntil - 1) }),
    ],
    [t('fact.pages'), t('fact.pageCount', { count: dossier.pages })],
    ['SHA-256', dossier.sha256],
  ];
  return (
    <section className={styles.card} data-testid="dossier-card" data-dossier-id={id} data-state={state}>
      <header>
        <h4>
          {dossier.docket}
          {dossier.volume > 1 && ` ${t('supplement', { number: dossier.volume - 1 })}`}
        </h4>
        <b data-state={isDue ? 'due' : state}>{t(isDue ? 'state.due' : `state.${state}`)}</b>
        {state === 'filed' && !taking && RIGHTS[role]['dossier.view'] !== undefined && (
          <Button size="small" data-testid="dossier-open" onClick={() => setTaking(true)}>
            {t('take')}
          </Button>
        )}
      </header>
      {taking && <TakeOutForm busy={action.busy} onTake={(wish) => void take(wish)} onCancel={() => setTaking(false)} />}
      {action.problem !== null && (
        <p className={styles.problem} role="alert">
          {action.problem}
        </p>
      )}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isDue && mayDestroy && destruction?.state !== 'proposed' && (
        <div className={styles.end}>
          <Input placeholder={t('end.reason')} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button
            danger
            data-testid="dossier-propose"
            disabled={reason.trim() === ''}
            onClick={() => void end('dossier.proposeDestruction')}
          >
            {t('end.propose')}
          </Button>
        </div>
      )}
      {destruction !== null && (
        <p className={styles.hint}>
          {t('end.proposed', { name: destruction.proposedByName, at: momentText(destruction.proposedAt), reason: destruction.reason })}
          {destruction.decidedAt !== null &&
            ` ${t(destruction.state === 'done' ? 'end.done' : 'end.declined', { name: destruction.decidedByName ?? '', at: momentText(destruction.decidedAt) })}`}
        </p>
      )}
      {destruction?.state === 'proposed' && mayDestroy && (
        <div className={styles.buttons}>
          <Button onClick={() => void end(false)}>{t('end.decline')}</Button>
          <Button danger data-testid="dossier-approve" onClick={() => void end(true)}>
            {t('end.approve')}
          </Button>
        </div>
      )}
      {detail !== null && (
        <>
          <h5>{t('index')}</h5>
          <ol className={styles.lines}>
            {detail.lines.map(({ key, name, pages: [first, last] }) => (
              <li key={key}>
                <span>{name}</span>
                <span className={styles.number}>{first === last ? first : `${first}–${last}`}</span>
              </li>
            ))}
          </ol>
          <h5>{t('uses')}</h5>
          {detail.uses.length === 0 && <p className={styles.hint}>{t('uses.none')}</p>}
          <ul className={styles.lines}>
            {detail.uses.map((use) => (
              <li key={use.id} data-testid="dossier-use">
                <span>
                  {t(`use.${use.kind}`)}
                  {use.side !== null && `（${t(`side.${use.side}`)}）`} · {use.reason}
                  <small>
                    {use.orgName} {use.byName}
                  </small>
                </span>
                <span className={styles.number}>{momentText(use.at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {reading !== null && <DossierReader title={dossier.docket} content={reading} onClose={() => setReading(null)} />}
    </section>
  );
}
