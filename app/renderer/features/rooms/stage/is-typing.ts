const TEXT_FIELDS =
  'input:not([type=button],[type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable=""], [contenteditable="true"]';

/** Whether a key goes into a text field, a list or a dialog, and is no command to the room. */
export function isTyping(target: EventTarget | null): boolean {
  // Not `instanceof`: a second window has classes of its own.
  const element = target as Partial<Element> | null;
  if (typeof element?.closest !== 'function') return false;
  return (target as Element).closest(`${TEXT_FIELDS}, [role="listbox"], dialog`) !== null;
}
