/**
 * Numbers that are nobody's business whoever's they are, in a text without what stands between digits. Each has one length (see `findNumbers`):
 * 6222021234567890 5000元 is a card and a sum.
 */
export const ANY_NUMBER: readonly RegExp[] = [
  // Identity cards (GB 11643), of 18 or 15 digits.
  /[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]/y,
  /[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}/y,
  // Bank cards.
  ...[16, 17, 18, 19].map((digits) => new RegExp(`[3-6]\\d{${digits - 1}}`, 'y')),
  // Mobile telephones, with or without the country; and those with an area code.
  /1[3-9]\d{9}/y,
  /\+?861[3-9]\d{9}/y,
  /010[2-8]\d{7}/y,
  /02\d[2-8]\d{7}/y,
  /0[3-9]\d{2}[2-8]\d{6}/y,
  // Not the end of one day and the whole of the next: 03-04 2026-05-06.
  /(?!0[3-9](?:0[1-9]|[12]\d|3[01])20\d{2}(?:0[1-9]|1[0-2]))0[3-9]\d{2}[2-8]\d{7}/y,
];
/** Accounts at banks and of water, power and the like: one run of digits, or groups after the word for them. Days and sums are no such runs. */
export const ANY_ACCOUNT: readonly RegExp[] = [/(?<!\d)\d{12,22}(?!\d)/g, /(?<=[账帐户卡][号户][为是:\s]{0,3})\d{3,}(?:[ -]\d{2,}){2,}/g];
/** Numbers in the groups in which they are said, parted as the items of a list are. */
export const ANY_GROUPED: readonly RegExp[] = [
  /(?<!\d)1[3-9]\d[,/]\d{4}[,/]\d{4}(?!\d)/g,
  /(?<!\d)[1-9]\d{5}[,/]\d{8}[,/]\d{3}[\dx](?![\dx])/g,
  /(?<!\d)[3-6]\d{3}(?:\/\d{4}){3}(?:\/\d{1,3})?(?!\d)/g,
];
/** Letters of one's own at mail services, and number plates. */
export const ANY_WORD: readonly RegExp[] = [
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  // What firms are registered by (GB 32100).
  /(?<![0-9a-z])[159][1239]\d{6}[0-9a-z]{10}(?![0-9a-z])/g,
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][a-z0-9]{4,5}[a-z0-9挂学警](?![a-z0-9])/g,
];
