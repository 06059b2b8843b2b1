/**
 * What a screen reader hears of a Select: its name and what is chosen. antd shows the choice beside the input that has the
 * focus, where it is not read.
 */
export const selectName = (name: string, chosen: string | undefined): string =>
  chosen === undefined ? name : `${name}：${chosen}`;
