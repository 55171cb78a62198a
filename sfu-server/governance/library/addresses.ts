/** Up to what one place ends and the next, smaller one begins. */
const STEP = /.*?(?:街道|单元|小区|大道|[省市县区镇乡村组号栋幢楼室路街巷]|社区|$)/gu;
const SHORTEST = 4;
const NUMBER = /[\d一二三四五六七八九十]/u;

/** An address and the parts of it that still lead to somebody's door: 双湖村3组12号 and 双湖村3组 of 晶泉县双湖镇双湖村3组12号; towns alone do not. */
export function addressParts(written: string): string[] {
  const address = written.normalize('NFKC').replace(/\s+/gu, '');
  const steps = [...address.matchAll(STEP)].map(([step]) => step).filter((step) => step !== '');
  const parts = steps.flatMap((_, from) => steps.slice(from + 1).map((_step, more) => steps.slice(from, from + more + 2).join('')));
  const doors = parts.filter((part) => NUMBER.test(part));
  return [address, ...doors].filter((part) => [...part].length >= SHORTEST);
}
