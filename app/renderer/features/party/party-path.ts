export interface PartyPlace {
  readonly page: 'apply' | 'my';
  /** Empty where there is none. */
  readonly code: string;
}

/** What stands in an address such as `/apply/CODE` or `/my/CODE`. */
export function placeInPath(path: string): PartyPlace {
  const found = /^\/(apply|my)\/([\w-]{1,64})\/?$/.exec(path);
  return { page: found?.[1] === 'my' || path.startsWith('/my/') ? 'my' : 'apply', code: found?.[2] ?? '' };
}
