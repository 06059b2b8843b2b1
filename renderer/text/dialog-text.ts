/** Words shared by all dialogs that ask a person for a decision. */
export const dialogText = {
  reason: '理由',
  publishedReason: '理由（随结果一并公示）',
  name: '姓名',
  namePlaceholder: '作出判断的人',
  cancel: '取消',
} as const;
