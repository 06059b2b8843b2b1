/** The items of one menu, without those of its submenus; what cannot be chosen now can still be read. */
export function itemsOf(menu: Element | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>(':scope > li > [role^="menuitem"]') ?? [])];
}

/** Gives the focus to an item: the first, the last, or so many after the one that has it, round the ends. */
export function moveTo(items: readonly HTMLElement[], where: 'first' | 'last' | number): void {
  const at = items.findIndex((item) => item === document.activeElement);
  const to = where === 'first' ? 0 : where === 'last' ? items.length - 1 : at + where;
  items[(to + items.length) % Math.max(1, items.length)]?.focus();
}
