/** How often something is measured: as often as is usual, or `--runs N` times to try a benchmark out. */
export function runsOr(usual: number, argv: readonly string[] = process.argv): number {
  const at = argv.indexOf('--runs');
  if (at < 0) return usual;
  const given = Number(argv[at + 1]);
  if (!Number.isInteger(given) || given < 1) throw new Error('--runs takes a whole number of at least 1.');
  return given;
}
