import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { CallAnswerForm } from './CallAnswerForm.tsx';
import { useCallText } from './use-call-text.ts';

/** A call as those read it who are called, and their answer. */
export function CallDialog({ call, onClose }: { call: JointCall; onClose: () => void }) {
  const { t } = useTranslation('joint');
  const text = useCallText();
  return (
    <Modal open title={t('call.to', { name: call.departmentName })} footer={null} width={560} onCancel={onClose} destroyOnHidden>
      <dl className={page.facts} data-testid="call-facts">
        <dt>{t('call.centre')}</dt>
        <dd>{call.orgName}</dd>
        <dt>{t('call.case')}</dt>
        <dd>{text.about(call)}</dd>
        <dt>{t('call.when')}</dt>
        <dd>{text.session(call)}</dd>
        <dt>{t('call.words')}</dt>
        <dd>{call.words}</dd>
        <dt>{t('call.by')}</dt>
        <dd>{`${call.calledByName} ${momentText(call.calledAt)}`}</dd>
        <dt>{t('call.answerBy')}</dt>
        <dd>{momentText(call.answerBy)}</dd>
      </dl>
      <p>{t('call.reads')}</p>
      <CallAnswerForm key={call.id} call={call} onDone={onClose} />
    </Modal>
  );
}
