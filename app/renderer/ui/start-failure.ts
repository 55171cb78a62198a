import { Refusal } from '../../../sfu-server/protocol/errors.ts';

/** The page could not start, so its texts may not be there either: both languages, plain. */
export function showStartFailure(root: HTMLElement, error: unknown): void {
  const { code } = Refusal.toValue(error);
  root.setAttribute('role', 'alert');
  root.textContent = `页面未能启动，请重新打开。The page could not start; please open it again. (${code})`;
  root.style.padding = '24px';
}
