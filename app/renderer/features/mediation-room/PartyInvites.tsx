import { useTranslation } from 'react-i18next';
import type { Party } from '../../../../sfu-server/protocol/entities/mediation.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useTable } from '../../store/context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Hearing.module.css';

type Made = RequestResult<'mediationRoom.inviteParty'>;
type Who = 'party' | 'guardian' | number;

export interface PartyInvitesProps {
  readonly roomId: string;
  readonly caseId: string;
  onMade(made: Made): void;
}

/** A link at one press for each party of the room's case and each who speaks for them. */
export function PartyInvites({ roomId, caseId, onMade }: PartyInvitesProps) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const action = useAction();
  const parties = useTable('mediation').byId.get(caseId)?.parties ?? [];
  if (parties.length === 0) return <p className={styles.hint}>{t('invite.noParties')}</p>;
  return (
    <>
      <ul className={styles.invites}>
        {parties.flatMap((party) =>
          peopleOf(party).map(({ who, name }) => (
            <li key={`${party.id}/${who}`}>
              <span>
                {name}
                <small>
                  {t(`party.${party.side}`)}
                  {who === 'guardian' && ` · ${t('invite.guardian')}`}
                  {typeof who === 'number' && ` · ${t('capacity.representative')}`}
                </small>
              </span>
              <button
                type="button"
                className={buttons.button}
                data-testid="invite-party"
                data-name={name}
                disabled={action.busy}
                onClick={() =>
                  void action.run(async () => {
                    onMade(await request(bridge, 'mediationRoom.inviteParty', { roomId, partyId: party.id, who }));
                  })
                }
              >
                {t('invite.code')}
              </button>
            </li>
          )),
        )}
      </ul>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </>
  );
}

function peopleOf(party: Party): { readonly who: Who; readonly name: string }[] {
  return [
    { who: 'party', name: party.name },
    ...(party.guardian === null ? [] : [{ who: 'guardian' as const, name: party.guardian.name }]),
    ...party.representatives.map(({ name }, at) => ({ who: at, name })),
  ];
}
