import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import controls from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Password.module.css';

const FIELDS = ['old', 'new', 'repeat'] as const;

/** Changes the own password; the session ends with it, and the sign-in page says why. Needs no component library: the field page has none. */
export function PasswordForm() {
  const { t } = useTranslation('signIn');
  const bridge = useBridge();
  const action = useAction();
  const id = useId();
  const [values, setValues] = useState({ old: '', new: '', repeat: '' });
  const differ = values.repeat !== '' && values.new !== values.repeat;
  const ready = values.old !== '' && values.new !== '' && values.new === values.repeat;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || action.busy) return;
    void action.run(() => request(bridge, 'account.changePassword', { oldPassword: values.old, newPassword: values.new }));
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('password.change')}>
      {FIELDS.map((field) => (
        <label key={field} className={controls.field} htmlFor={`${id}-${field}`}>
          <span>{t(`password.${field}`)}</span>
          <input
            id={`${id}-${field}`}
            className={controls.input}
            type="password"
            data-testid={`password-${field}`}
            autoComplete={field === 'old' ? 'current-password' : 'new-password'}
            maxLength={256}
            value={values[field]}
            onChange={(event) => setValues({ ...values, [field]: event.target.value })}
          />
        </label>
      ))}
      <p className={styles.rule}>{t('password.rule')}</p>
      <p className={styles.rule}>{t('password.again')}</p>
      {(differ || action.problem !== null) && (
        <p className={controls.problem} role="alert" data-testid="password-problem">
          {differ ? t('password.differ') : action.problem}
        </p>
      )}
      <button type="submit" className={controls.primary} data-testid="password-submit" disabled={!ready || action.busy}>
        {t('password.submit')}
      </button>
    </form>
  );
}
