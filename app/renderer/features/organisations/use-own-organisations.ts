import { useMemo } from 'react';
import { useAccount, useTable } from '../../store/context.tsx';

export interface OrganisationChoice {
  readonly value: string;
  readonly label: string;
}

/** The organisations of the own branch, each under its parent, with the parent's name where it is not the top. */
export function useOwnOrganisations(): readonly OrganisationChoice[] {
  const { organisation } = useAccount();
  const { byId } = useTable('organisation');
  return useMemo(() => {
    const own = [...byId.values()].filter(({ path }) => path.startsWith(organisation.path));
    own.sort((a, b) => (a.path < b.path ? -1 : 1));
    return own.map(({ id, name, parentId, level }) => {
      const parent = level === 'village' && parentId !== null ? byId.get(parentId) : undefined;
      return { value: id, label: parent === undefined ? name : `${parent.name} ${name}` };
    });
  }, [byId, organisation.path]);
}
