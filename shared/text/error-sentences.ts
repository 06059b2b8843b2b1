/** What the user reads: what happened, what was not lost, what to do. `{name}` is filled from the failure's detail. */
export interface ErrorText {
  readonly happened: string;
  readonly safe: string;
  readonly todo: string;
}

export const SAVED = '此前显示“已保存”的内容都在。';
export const UNCHANGED = '没有写入任何内容，原有数据不变。';
