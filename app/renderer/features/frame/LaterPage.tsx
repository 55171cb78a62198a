import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { ROOM_KINDS } from '../../../../sfu-server/protocol/room.ts';
import { useAccount } from '../../store/context.tsx';
import type { ModuleId } from '../../store/desk.ts';
import { useDeskStore } from '../../store/desk-context.tsx';
import styles from './LaterPage.module.css';
import { MODULE_TABLE } from './modules.ts';

/** A module that is not built yet says so, and what can be done meanwhile. */
export function LaterPage({ module }: { module: ModuleId }) {
  const { t, i18n } = useTranslation('frame');
  const { role, organisation } = useAccount();
  const desk = useDeskStore();
  const { icon: Icon } = MODULE_TABLE[module];
  const kinds = ROOM_KINDS.filter((kind) => isAllowed(role, `room.create.${kind}`, organisation.path, organisation.path));
  const names = new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(kinds.map((kind) => t(`kind.${kind}`)));
  return (
    <section className={styles.later}>
      <Icon />
      <h1>{t('later.title', { module: t(`nav.${module}`) })}</h1>
      <p>{kinds.length === 0 ? t('later.noRooms') : t('later.rooms', { kinds: names })}</p>
      <Button type="primary" onClick={() => desk.open('rooms')}>
        {t('later.open')}
      </Button>
    </section>
  );
}
