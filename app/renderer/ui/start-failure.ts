import { Refusal } from '../../../sfu-server/protocol/errors.ts';

/** The page could not start, so its texts may not be there either: both languages, plain. */
export function showStartFailure(root: HTMLElement, error: unknown): void {
  const { code } = Refusal.toValue(error);
  show(root, `页面未能启动，请重新打开。The page could not start; please open it again. (${code})`);
}

/** A phone's page broke while it was drawn and React has taken it down: it says so instead of staying blank. */
export function showPageFailure(root: HTMLElement): void {
  show(root, '页面出错了，请刷新页面，已提交的内容不受影响。The page has failed; please reload it. What was sent is safe.');
}

function show(root: HTMLElement, words: string): void {
  root.setAttribute('role', 'alert');
  root.textContent = words;
  root.style.padding = '24px';
}
