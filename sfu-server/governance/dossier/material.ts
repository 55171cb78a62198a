import type { DossierPaper, FileElsewhere, GivenFile, UnboundFile } from '../../papers/dossier/dossier.ts';
import type { Evidence } from '../../papers/mediation/form.ts';
import type { Printer } from '../../papers/printer.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { CaseFile } from './contents.ts';
import { ELECTRONIC, isPrintable } from './printed.ts';

/** What the list of evidence and the manifest say of a file that has no pages. */
export const UNBOUND = '无法装订，另存于案件文件';
const OVER = '超出一卷容量，另存于案件文件';
/** What files of the case may take of a volume; the rest is for papers. Making it takes some seven times the bytes of memory. */
const ROOM = { bytes: 200 * 1024 * 1024, pages: 1600 } as const;
/** Why a file goes beside; whatever else happens stops the filing. */
const CANNOT: readonly string[] = ['paper.unreadable', 'paper.encrypted', 'paper.too_large'];

/** Files of the case behind one line of the dossier. */
export interface Material extends Required<Pick<DossierPaper, 'beside' | 'elsewhere'>> {
  readonly files: readonly GivenFile[];
  /** For each file, in order: its pages or why it has none. */
  readonly said: readonly Pick<Evidence['rows'][number], 'pages' | 'remark'>[];
}

/** Tries each file alone before anything is printed: one that cannot be bound lies beside, and stops nobody from filing. */
export class Materials {
  readonly #printer: Pick<Printer, 'pagesBound'>;
  readonly #read: (file: CaseFile) => Promise<Uint8Array>;
  #bytes = 0;
  #pages = 0;

  /** @param read a file's bytes, whole and unchanged */
  constructor(printer: Pick<Printer, 'pagesBound'>, read: (file: CaseFile) => Promise<Uint8Array>) {
    this.#printer = printer;
    this.#read = read;
  }

  /** @throws Refusal where a file is not on the disk, or not what it was */
  async of(all: readonly CaseFile[]): Promise<Material> {
    const files: GivenFile[] = [];
    const beside: UnboundFile[] = [];
    const elsewhere: FileElsewhere[] = [];
    const said: Material['said'][number][] = [];
    for (const file of all) {
      const { name, size, sha256 } = file;
      const fits = this.#bytes + size <= ROOM.bytes;
      if (!isPrintable(file.mediaType) || !fits) {
        const remark = fits ? ELECTRONIC : OVER;
        elsewhere.push({ name, size, sha256, remark });
        said.push({ pages: null, remark });
        continue;
      }
      this.#bytes += size;
      const given = { fileName: name, bytes: await this.#read(file) };
      const pages = await this.pagesOf(given);
      const remark = pages === null ? UNBOUND : this.#pages + pages > ROOM.pages ? OVER : '';
      if (remark === '') {
        this.#pages += pages ?? 0;
        files.push(given);
      } else beside.push({ ...given, remark });
      said.push({ pages: remark === '' ? pages : null, remark });
    }
    return { files, beside, elsewhere, said };
  }

  /** Once more where it was too large: another paper may have taken the memory that it needed. */
  async #tried(file: GivenFile): Promise<number> {
    return this.#printer.pagesBound(file).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'paper.too_large') return this.#printer.pagesBound(file);
      throw error;
    });
  }

  /** Null where it cannot be bound. */
  async pagesOf(file: GivenFile): Promise<number | null> {
    return this.#tried(file).catch((error: unknown) => {
      if (error instanceof Refusal && CANNOT.includes(error.code)) return null;
      throw error;
    });
  }
}

/** What the index says of a line whose files do not all lie behind it. */
export function besideWords({ beside, elsewhere }: Pick<Material, 'beside' | 'elsewhere'>): string {
  const count = beside.length + elsewhere.length;
  return count === 0 ? '' : `另存${count}件`;
}

/** The page in place of a paper that was brought and cannot be bound. */
export function unboundWords(name: string, sha256: string): string {
  return `《${name}》的文件无法装订，原件随卷以电子文件另存。\n文件校验值（SHA-256）：${sha256}`;
}
