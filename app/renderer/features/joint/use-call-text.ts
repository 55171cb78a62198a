import { useTranslation } from 'react-i18next';
import type { Department } from '../../../../sfu-server/protocol/entities/department.ts';
import type { JointCall } from '../../../../sfu-server/protocol/entities/joint-call.ts';
import { momentText } from '../../ui/time.ts';

/** Words about calls and departments. */
export interface CallText {
  /** `晶泉调〔2026〕12号 · 劳动争议` */
  about(call: JointCall): string;
  /** `2026-11-22 14:00 调解会`; that there is none in particular where none is. */
  session(call: JointCall): string;
  /** `郑明、方晓峰（带案卷）`; null before there is an answer. */
  answer(call: JointCall): string | null;
  /** `轮驻 · 周二、周四` */
  presence(department: Pick<Department, 'presence' | 'weekdays'>): string;
}

export function useCallText(): CallText {
  const { t } = useTranslation(['joint', 'cases']);
  return {
    about: ({ caseNumber, field }) =>
      [caseNumber ?? t('call.noNumber'), field === null ? null : t(`cases:field.${field}`)].filter((part) => part !== null).join(' · '),
    session: ({ session }) => {
      if (session === null) return t('call.anyTime');
      const off = session.cancelReason === null ? '' : t('call.sessionOff', { reason: session.cancelReason });
      return `${momentText(session.startsAt)} ${session.place ?? t('call.byVideo')}${off}`;
    },
    answer: ({ answer, people }) => {
      if (answer === null) return null;
      const names = people.filter(({ accountId }) => answer.people.includes(accountId)).map(({ name }) => name);
      const words = answer.words.trim();
      if (names.length === 0) return words === '' ? null : words;
      return words === '' ? names.join('、') : t('call.answerWords', { names: names.join('、'), words });
    },
    presence: ({ presence, weekdays }) =>
      weekdays.length === 0
        ? t(`presence.${presence}`)
        : `${t(`presence.${presence}`)} · ${weekdays.map((day) => t(`weekday.${day}` as 'weekday.1')).join('、')}`,
  };
}
