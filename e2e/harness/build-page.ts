import { buildPage } from '../../scripts/programs/page.ts';

/** Once before all files: the page that server and browser host serve. */
export async function setup(): Promise<void> {
  await buildPage();
}
