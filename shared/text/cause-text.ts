/** Why the system refused, in words, and what helps against it; null: what helps depends on what was tried. */
interface Cause {
  readonly because: string;
  readonly todo: string | null;
}

const RIGHTS = '请检查这个文件和所在文件夹的访问权限，或请管理员处理，然后重试。';
const FULL = '请清理磁盘、腾出空间后重试，或换一个位置。';
const AWAY = '请检查磁盘或网络连接，接好后重试。';
const FAILING = '磁盘可能正在损坏：请尽快把数据备份到另一块磁盘，再请维护人员检查这块磁盘。';

/** Every answer of a system that an inspector may meet, by its code; `ENOTFILE` is our own. */
const CAUSES: Readonly<Record<string, Cause>> = {
  EACCES: { because: '没有访问权限', todo: RIGHTS },
  EBUSY: { because: '正被其他程序占用', todo: '请关闭正在使用它的程序（如杀毒软件、同步盘），稍等片刻后重试。' },
  EDQUOT: { because: '超出了分配给这个用户的磁盘配额', todo: '请清理文件，或请管理员提高配额，然后重试。' },
  EFBIG: {
    because: '文件超过了这个磁盘允许的单个文件大小；FAT32 格式的磁盘是 4 GB',
    todo: '请换用 exFAT 或 NTFS 格式的磁盘；腾出空间、改权限都不起作用。',
  },
  EIO: { because: '磁盘读写出错', todo: FAILING },
  EISDIR: { because: '同名的位置上是一个文件夹', todo: null },
  ELOOP: { because: '链接指来指去，没有尽头', todo: null },
  EMFILE: { because: '同时打开的文件太多', todo: '请关闭一些程序后重试。' },
  ENAMETOOLONG: { because: '文件名或路径太长', todo: '请换一个路径更短的文件夹，或把文件名改短后重试。' },
  ENODEV: { because: '找不到磁盘，可能已被拔出', todo: AWAY },
  ENOENT: { because: '文件或文件夹不在了', todo: null },
  ENOSPC: { because: '磁盘已满', todo: FULL },
  ENOTFILE: { because: '这里不是文件，而是管道、套接字或设备', todo: '请改用一个普通的文件。' },
  ENOTCONN: { because: '网络盘的连接已断开', todo: AWAY },
  ENOTDIR: { because: '文件夹的位置上是一个文件', todo: null },
  ENXIO: { because: '找不到磁盘，可能已被拔出', todo: AWAY },
  EPERM: { because: '系统不允许这个操作', todo: RIGHTS },
  EROFS: { because: '磁盘是只读的', todo: '请关掉磁盘的写保护，或换一个可以写入的位置后重试。' },
  ERR_FS_FILE_TOO_LARGE: { because: '文件超过 2 GB，不能一次读入', todo: '请改用一个较小的文件。' },
  ESTALE: { because: '网络盘的连接已断开', todo: AWAY },
  ETIMEDOUT: { because: '磁盘或网络盘没有响应', todo: AWAY },
};

/** What a failure's `reason` means: in words with the system's code where it is one, else as it is. */
export function causeText(reason: string): string {
  const cause = causeOf(reason);
  return cause === null ? reason : `${cause.because}，${reason}`;
}

/** What helps against a system's refusal, whatever was tried; null: nothing in general. */
export const remedyText = (reason: string): string | null => causeOf(reason)?.todo ?? null;

const causeOf = (reason: string): Cause | null => (Object.hasOwn(CAUSES, reason) ? (CAUSES[reason] ?? null) : null);
