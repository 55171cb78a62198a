import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { FormRow } from '../../ui/FormRow.tsx';

interface AccountChoiceProps {
  readonly orgId: string;
  /** Whose profile it is; null for a new one. */
  readonly mediatorId: string | null;
  readonly value: string | null;
  onChange(accountId: string | null): void;
}

type Accounts = RequestResult<'team.accounts'>['accounts'];

/** The account of somebody of the team, among those that could mediate and have no profile yet. Without a line it stays as it is. */
export function AccountChoice({ orgId, mediatorId, value, onChange }: AccountChoiceProps) {
  const { t } = useTranslation('team');
  const bridge = useBridge();
  const errorText = useErrorText();
  const [accounts, setAccounts] = useState<Accounts | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let left = false;
    setAccounts(null);
    setProblem(null);
    request(bridge, 'team.accounts', { orgId, mediatorId }).then(
      (found) => !left && setAccounts(found.accounts),
      (error: unknown) => !left && setProblem(error),
    );
    return () => {
      left = true;
    };
  }, [bridge, orgId, mediatorId]);
  const options = (accounts ?? []).map(({ accountId, name, orgName }) => ({ value: accountId, label: `${name} · ${orgName}` }));
  const kept = value !== null && !options.some((one) => one.value === value) ? [{ value, label: t('account.linked') }] : [];
  return (
    <FormRow label={t('field.account')} problem={problem === null ? undefined : errorText(problem)}>
      {(id) => (
        <Select<string>
          id={id}
          style={{ width: '100%' }}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          loading={accounts === null && problem === null}
          disabled={problem !== null}
          placeholder={t('account.outside')}
          options={[...kept, ...options]}
          value={value}
          onChange={(next: string | undefined) => onChange(next ?? null)}
        />
      )}
    </FormRow>
  );
}
