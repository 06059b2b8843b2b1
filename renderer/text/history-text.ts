/** Reason recorded when adding a piece of evidence is undone. */
export const undoReason = '撤销添加';
