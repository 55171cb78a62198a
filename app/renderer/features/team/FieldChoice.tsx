import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { CASE_FIELDS } from '../../../../sfu-server/protocol/entities/case.ts';
import type { DisputeField } from '../../../../sfu-server/protocol/entities/mediator-profile.ts';
import styles from './Team.module.css';

interface FieldChoiceProps {
  readonly label: string;
  readonly value: readonly DisputeField[];
  onChange(fields: readonly DisputeField[]): void;
}

/** Some of the thirteen fields of disputes, in their order. */
export function FieldChoice({ label, value, onChange }: FieldChoiceProps) {
  const { t } = useTranslation('cases');
  return (
    <fieldset className={styles.fieldset} aria-label={label}>
      {CASE_FIELDS.mediation.map((field) => (
        <Checkbox
          key={field}
          data-testid={`team-field-${field}`}
          checked={value.includes(field)}
          onChange={(event) =>
            onChange(CASE_FIELDS.mediation.filter((one) => (one === field ? event.target.checked : value.includes(one))))
          }
        >
          {t(`field.${field}`)}
        </Checkbox>
      ))}
    </fieldset>
  );
}
