/** Whether a key belongs to the control that has the focus rather than to a shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  // Keys of an input method in composition (keyCode 229 is how some report it) are text, whatever they look like.
  if (event.isComposing || event.keyCode === 229) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="radiogroup"], [role="dialog"], [role="listbox"], .ant-select') !==
      null
  );
}
