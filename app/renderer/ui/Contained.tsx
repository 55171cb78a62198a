import { Button, Result } from 'antd';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

function Broken({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('frame');
  return <Result status="error" title={t('broken.title')} extra={<Button onClick={onRetry}>{t('broken.retry')}</Button>} />;
}

/** Keeps a fault of one part from taking the whole console along; the part can be opened again. */
export class Contained extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken onRetry={() => this.setState({ broken: false })} /> : this.props.children;
  }
}
