/** Excel takes UTF-8 for the system's own encoding (GBK on Chinese Windows) unless the file begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Characters with which a spreadsheet begins a formula (OWASP, "CSV Injection"), the full-width ones that East Asian
 * versions of Excel take as well among them. Names and titles come from strangers.
 */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;

/** One line, RFC 4180: fields quoted where they have to be, ended by CR LF. */
export function csvLine(fields: readonly (string | number | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
