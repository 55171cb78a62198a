import { ApplyPage } from './ApplyPage.tsx';
import { MyPage } from './MyPage.tsx';
import { placeInPath } from './party-path.ts';

/** What somebody without an account sees who has scanned a centre's code, or opened their own link. */
export function PartyPage({ path }: { path: string }) {
  const { page, code } = placeInPath(path);
  return page === 'my' ? <MyPage code={code} /> : <ApplyPage code={code} />;
}
