const target = (clause: string | null) =>
  clause === null ? '请先在“逐项”中打开要添加佐证的指标' : `松开即添加为 ${clause} 的佐证`;

/** Wording of what is dropped on the window or pasted into it. */
export const dropText = {
  package: '松开即可打开数据包',
  evidence: target,
  either: (clause: string | null) => `数据包将打开；其余文件：${target(clause)}`,
  laterPackage: (name: string) => `数据包一次只打开一个，“${name}”没有打开，请稍后再拖入。`,
  noClause: (count: number) =>
    `${count} 个文件没有添加：请先在“逐项”中打开要添加佐证的指标（已定稿的项目不能添加），再拖入或粘贴。`,
  close: '关闭提示',
} as const;
