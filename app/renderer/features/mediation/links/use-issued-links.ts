import { useEffect, useRef, useState } from 'react';
import { useAction } from '../../rooms/use-action.ts';

interface LinkOffice<Link> {
  list(): Promise<readonly Link[]>;
  /** Gives one out. @returns its path, which is told this once */
  issue(): Promise<string>;
  revoke(id: string): Promise<unknown>;
}

/** Links of one thing, as they are given out and taken back here. @param office may be a new object at each drawing */
export function useIssuedLinks<Link>(office: LinkOffice<Link>) {
  const { run, busy, problem } = useAction();
  const [links, setLinks] = useState<readonly Link[]>([]);
  /** Of the one that was just given out. */
  const [path, setPath] = useState<string | null>(null);
  const latest = useRef(office);
  latest.current = office;
  useEffect(() => {
    void run(async () => setLinks(await latest.current.list()));
  }, [run]);
  const renew = (work: () => Promise<string | null>) =>
    void run(async () => {
      setPath(await work());
      setLinks(await office.list());
    });
  const issue = () => renew(() => office.issue());
  const revoke = (id: string) =>
    renew(async () => {
      await office.revoke(id);
      return null;
    });
  return { links, path, busy, problem, issue, revoke };
}
