import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#shared/errors.ts';
import { errorText } from '#shared/text/error-text.ts';

const said = (code: ErrorCode, reason: string) => errorText({ code, detail: { reason } });

describe('what the system refused for', () => {
  it.each([
    ['ENOSPC', '磁盘已满', '腾出空间'],
    ['EDQUOT', '配额', '配额'],
    ['EROFS', '只读', '写保护'],
    ['EFBIG', 'FAT32 格式的磁盘是 4 GB', 'exFAT'],
    ['ENAMETOOLONG', '路径太长', '路径更短'],
    ['EIO', '磁盘读写出错', '另一块磁盘'],
    ['EACCES', '没有访问权限', '访问权限'],
    ['EBUSY', '正被其他程序占用', '关闭'],
  ])('is said in words, with what helps against it: %s', (reason, because, todo) => {
    for (const code of [
      'journal.write-failed',
      'backup.write-failed',
      'package.write-failed',
      'settings.write-failed',
    ] as const) {
      const text = said(code, reason);
      expect(text.happened).toContain(because);
      expect(text.happened).toContain(reason);
      expect(text.todo).toContain(todo);
    }
  });

  it('is never blamed on space or rights where the file is too large for the disk', () => {
    const { happened, todo } = said('package.write-failed', 'EFBIG');
    expect(happened).not.toMatch(/空间|权限/);
    expect(todo).not.toMatch(/请(检查|清理)/);
  });

  it('leaves reasons that are none of the system as they are, and what to do with them', () => {
    expect(said('catalogue.not-json', '第 3 行')).toEqual({
      happened: '指标目录不是有效的 JSON 文件：第 3 行。',
      safe: expect.any(String),
      todo: '请用文本编辑器检查括号、引号和逗号。',
    });
    expect(said('journal.read-failed', 'constructor').happened).toBe('读取数据文件夹失败（constructor）。');
  });
});
