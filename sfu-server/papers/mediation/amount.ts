const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿', '万亿'] as const;

/**
 * An amount in capital numerals, as receipts and agreements write it (正确填写票据和结算凭证的基本规定): 人民币壹万贰仟元整.
 * @param fen hundredths of a yuan, a whole number, not negative
 */
export function amountInWords(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`${fen} is no amount in fen.`);
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor((fen % 100) / 10);
  const cents = fen % 10;
  const head = yuan === 0 && fen > 0 ? '' : `${yuanInWords(yuan)}元`;
  if (jiao === 0 && cents === 0) return `人民币${head}整`;
  const gap = jiao === 0 && yuan > 0 ? '零' : '';
  const tail = `${jiao === 0 ? gap : `${digit(jiao)}角`}${cents === 0 ? '整' : `${digit(cents)}分`}`;
  return `人民币${head}${tail}`;
}

/** 12,000.00元. @param fen hundredths of a yuan */
export function amountInFigures(fen: number): string {
  return `${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}元`;
}

/** 12,000.00元（大写：人民币壹万贰仟元整）. @param fen hundredths of a yuan */
export function amountText(fen: number): string {
  return `${amountInFigures(fen)}（大写：${amountInWords(fen)}）`;
}

function yuanInWords(yuan: number): string {
  if (yuan === 0) return '零';
  let words = '';
  let zero = false;
  for (let group = GROUPS.length - 1; group >= 0; group -= 1) {
    const four = Math.floor(yuan / 10_000 ** group) % 10_000;
    for (let place = PLACES.length - 1; place >= 0; place -= 1) {
      const value = Math.floor(four / 10 ** place) % 10;
      if (value === 0) {
        zero = words !== '';
        continue;
      }
      words += `${zero ? '零' : ''}${digit(value)}${PLACES[place]}`;
      zero = false;
    }
    if (four > 0) words += GROUPS[group];
  }
  return words;
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}
