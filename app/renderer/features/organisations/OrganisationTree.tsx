import { CheckOutlined, RightOutlined } from '@ant-design/icons';
import { useMemo } from 'react';
import type { Organisation } from '../../../../sfu-server/protocol/entities/organisation.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useKept } from '../../ui/kept-state.tsx';
import { WindowedList } from '../../ui/WindowedList.tsx';
import styles from './OrganisationTree.module.css';
import { firstExpanded, type OrganisationNode, organisationNodes } from './organisation-tree.ts';

/** px */
const ROW_HEIGHT = 32;

interface OrganisationTreeProps {
  readonly label: string;
  /** Where it is remembered what is open. */
  readonly keptAs: string;
  readonly query?: string;
  readonly chosenId: string | null;
  readonly markedIds?: ReadonlySet<string>;
  readonly testId?: string;
  /** A figure beside the name. */
  figureOf?(organisation: Organisation): string;
  onChoose(organisation: Organisation): void;
  /** A click, Enter or Space. */
  onPress?(organisation: Organisation): void;
}

/** Organisations under each other, to choose one. Arrow left and right close and open what is below it. */
export function OrganisationTree(props: OrganisationTreeProps) {
  const { organisation: own } = useAccount();
  const organisations = useTable('organisation').byId;
  const [choice, setChoice] = useKept<ReadonlySet<string> | null>(props.keptAs, null);
  const expanded = useMemo(() => choice ?? firstExpanded(organisations, own.id), [choice, organisations, own.id]);
  const nodes = useMemo(() => organisationNodes(organisations, expanded, props.query), [organisations, expanded, props.query]);
  const setOpen = (id: string, open: boolean) => {
    const next = new Set(expanded);
    if (open) next.add(id);
    else next.delete(id);
    setChoice(next);
  };
  return (
    <WindowedList
      label={props.label}
      rows={nodes}
      rowHeight={ROW_HEIGHT}
      chosenKey={props.chosenId}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
      keyOf={({ organisation }) => organisation.id}
      attributesOf={({ organisation }) => ({
        'data-organisation-id': organisation.id,
        'data-marked': props.markedIds?.has(organisation.id) ?? false,
      })}
      onChoose={({ organisation }) => props.onChoose(organisation)}
      {...(props.onPress === undefined ? {} : { onPress: ({ organisation }: OrganisationNode) => props.onPress?.(organisation) })}
      onKey={(event, { organisation, parent }) => {
        if (event.key === 'ArrowRight' && parent) setOpen(organisation.id, true);
        else if (event.key === 'ArrowLeft' && parent) setOpen(organisation.id, false);
        else return;
        event.preventDefault();
      }}
    >
      {({ organisation, depth, parent, open }) => (
        <div className={styles.node} style={{ paddingLeft: 8 + depth * 16 }}>
          <button
            type="button"
            tabIndex={-1}
            aria-hidden="true"
            className={styles.toggle}
            data-open={open}
            disabled={!parent}
            onClick={(event) => {
              event.stopPropagation();
              setOpen(organisation.id, !open);
            }}
          >
            {parent && <RightOutlined />}
          </button>
          <span className={styles.name} title={organisation.name}>
            {organisation.name}
          </span>
          {props.figureOf !== undefined && <small>{props.figureOf(organisation)}</small>}
          {props.markedIds?.has(organisation.id) && <CheckOutlined className={styles.mark ?? ''} />}
        </div>
      )}
    </WindowedList>
  );
}
