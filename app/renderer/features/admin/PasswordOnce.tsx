import { Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './Admin.module.css';

export interface Password {
  readonly username: string;
  readonly password: string;
}

/** A generated password, for the one moment in which it can be read. */
export function PasswordOnce({ username, password, onClose }: Password & { onClose: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Modal
      open
      title={t('password.title')}
      okText={t('password.done')}
      onOk={onClose}
      onCancel={onClose}
      okButtonProps={{ 'data-testid': 'account-password-done' }}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p style={{ margin: 0 }}>{t('password.text', { username })}</p>
      <Typography.Paragraph
        className={styles.secret ?? ''}
        copyable={{ text: password, tooltips: [t('password.copy'), t('password.copy')] }}
      >
        <span data-testid="account-password">{password}</span>
      </Typography.Paragraph>
    </Modal>
  );
}
