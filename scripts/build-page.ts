// npm run build: the page alone.
import { buildPage } from './programs/page.ts';

await buildPage();
