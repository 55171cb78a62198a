import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { HELP_KINDS, REFERRERS, SOURCE_KINDS, type Source } from '../../../../sfu-server/protocol/entities/mediation.ts';
import { FormRow } from '../../ui/FormRow.tsx';

/** Where a case comes from: somebody asks, an office passes it on with a letter, or the committee goes by itself (主动调解). */
export function SourceFields({ source, onChange }: { source: Source; onChange: (source: Source) => void }) {
  const { t } = useTranslation('mediation');
  return (
    <>
      <FormRow label={t('source')}>
        {(id) => (
          <select
            id={id}
            data-testid="source-kind"
            value={source.kind}
            onChange={(event) => onChange({ ...source, kind: SOURCE_KINDS.find((one) => one === event.target.value) ?? 'application' })}
          >
            {SOURCE_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`source.${one}`)}
              </option>
            ))}
          </select>
        )}
      </FormRow>
      {source.kind === 'referral' && (
        <FormRow label={t('from')}>
          {(id) => (
            <select
              id={id}
              data-testid="source-from"
              value={source.from ?? REFERRERS[0]}
              onChange={(event) => onChange({ ...source, from: REFERRERS.find((one) => one === event.target.value) ?? null })}
            >
              {REFERRERS.map((one) => (
                <option key={one} value={one}>
                  {t(`from.${one}`)}
                </option>
              ))}
            </select>
          )}
        </FormRow>
      )}
      {source.kind === 'application' && (
        <FormRow label={t('helped')}>
          {(id) => (
            <select
              id={id}
              value={source.helped}
              onChange={(event) => onChange({ ...source, helped: HELP_KINDS.find((one) => one === event.target.value) ?? 'none' })}
            >
              {HELP_KINDS.map((one) => (
                <option key={one} value={one}>
                  {t(`helped.${one}`)}
                </option>
              ))}
            </select>
          )}
        </FormRow>
      )}
      {(['originName', 'originNumber'] as const).map((name) => (
        <FormRow key={name} label={t(source.kind === 'referral' ? `referral.${name}` : name)}>
          {(id) => (
            <Input
              id={id}
              data-testid={`source-${name}`}
              maxLength={60}
              value={source[name] ?? ''}
              onChange={(event) => onChange({ ...source, [name]: event.target.value })}
            />
          )}
        </FormRow>
      ))}
    </>
  );
}
