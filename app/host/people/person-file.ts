import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { accountSchema } from '../../../sfu-server/protocol/session.ts';

const NAME = /^person-[\da-f]{32}\.json$/;

export const personSchema = z.object({
  form: z.literal(1),
  serverUrl: z.string(),
  account: accountSchema,
  /** Argon2id with its own salt, in PHC's form; null where the person cannot sign in without the server. */
  verifier: z.string().nullable(),
  /** When the server last knew this account, UTC ms. */
  heardAt: z.number().int(),
  /** The latest time that this clock has shown here: setting it back wins no days. */
  latestAt: z.number().int(),
  /** Wrong passwords since the last right one. */
  failures: z.number().int().nonnegative(),
});
export type Person = z.infer<typeof personSchema>;

/** The people of a folder, by file name. What cannot be read is left out: whoever it was signs in at the server once more. */
export function readPeople(folder: string): Map<string, Person> {
  const people = new Map<string, Person>();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder).filter((entry) => NAME.test(entry))) {
    try {
      people.set(name, personSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
    } catch {
      rmSync(join(folder, name), { force: true });
    }
  }
  return people;
}

/** Wholly or not at all, readable by its owner only from its first moment. */
export function writePerson(folder: string, name: string, person: Person): void {
  const temporary = join(folder, `${name}.tmp`);
  const file = openSync(temporary, 'w', 0o600);
  try {
    chmodSync(temporary, 0o600);
    writeFileSync(file, JSON.stringify(person));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, join(folder, name));
}

export function deletePerson(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
}
