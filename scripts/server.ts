// npm run server: builds the page where it is out of date, starts the demo's cameras where --demo asks for them, then the server.
import { type DemoCameras, startDemoCameras } from './demo-cameras/start.ts';
import { buildPage } from './programs/page.ts';
import { askedToEnd, ProgramFailure } from './programs/program.ts';
import { startServer } from './programs/server.ts';
import { say } from './setup/progress.mjs';

const args = process.argv.slice(2);

function wantsDemo(): boolean {
  return args.includes('--demo') || /^(1|true|yes)$/i.test(process.env.SHILIAN_DEMO ?? '');
}

/** The demo goes on without its cameras where they cannot run; somebody else's may be named in SHILIAN_DEMO_CAMERAS. */
async function camerasOfDemo(): Promise<DemoCameras | null> {
  if (!wantsDemo() || process.env.SHILIAN_DEMO_CAMERAS !== undefined) return null;
  try {
    return await startDemoCameras();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function main(): Promise<number> {
  const ending = askedToEnd();
  await buildPage();
  const cameras = await camerasOfDemo();
  try {
    const urls = cameras === null ? {} : { demoCameras: cameras.cameras.map((camera) => camera.main) };
    const server = await startServer({ args, ...urls, log: 'inherit', echo: true });
    const asked = await Promise.race([ending, server.exited]);
    return typeof asked === 'number' ? asked : await server.stop();
  } finally {
    await cameras?.stop();
  }
}

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof ProgramFailure)) say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
