import type { ErrorCode } from '../errors.ts';
import type { ErrorText } from './error-sentences.ts';
import { SAVED, UNCHANGED } from './error-sentences.ts';

type SyncCode = Extract<ErrorCode, `sync.${string}`>;

const KEPT = `${SAVED}本机的记录和照片都在，没有发出的下次接着发。`;

/** Wording of everything that can keep laptops from synchronising. */
export const SYNC_TEXTS: Readonly<Record<SyncCode, ErrorText>> = {
  'sync.address-invalid': {
    happened: '服务器地址不正确。',
    safe: UNCHANGED,
    todo: '请按“https://服务器名:端口/”填写，不要带账号和密码。',
  },
  'sync.address-public': {
    happened: '这个地址不在内网，不能用不加密的 http 连接。',
    safe: `没有发出任何内容，${UNCHANGED}`,
    todo: '请改用 https 地址；内网服务器请填写内网 IP 地址。',
  },
  'sync.busy': { happened: '正在与这个位置同步。', safe: SAVED, todo: '请等本次同步结束后再试。' },
  'sync.cancelled': { happened: '已停止同步。', safe: KEPT, todo: '需要时可重新开始，已经送到的不会重复发送。' },
  'sync.certificate': {
    happened: '服务器的证书不受信任（{reason}），没有建立连接。',
    safe: `没有发出任何内容。${KEPT}`,
    todo: '请核对服务器地址；单位自建证书时，请在同步设置中选择单位的 CA 证书文件。',
  },
  'sync.damaged-here': {
    happened: '设备 {device} 在本机的记录有损坏，损坏处以后的没有发送也没有接收。',
    safe: `完好的记录都在本机。${SAVED}`,
    todo: '请从备份恢复这个验收项目；同步位置有完整的记录时，下次同步会自动补全。',
  },
  'sync.database-missing': {
    happened: '服务器上没有数据库“{database}”。',
    safe: KEPT,
    todo: '请核对数据库名称，或请服务器管理员建立数据库。',
  },
  'sync.folder-within-data': {
    happened: '{folder} 与数据文件夹互相包含，不能用来同步。',
    safe: UNCHANGED,
    todo: '请选择数据文件夹以外的文件夹，例如 U 盘或网络盘上的文件夹。',
  },
  'sync.forbidden': {
    happened: '服务器不允许当前账号访问（{reason}）。',
    safe: KEPT,
    todo: '请管理员为这个账号开通本区县的读写权限，然后重新同步。',
  },
  'sync.foreign-answer': {
    happened: '回答的不是同步服务器（{reason}），可能是上网登录页或代理。',
    safe: `没有发出记录。${KEPT}`,
    todo: '请先打开浏览器完成上网登录，再核对服务器地址后重试。',
  },
  'sync.forked': {
    happened: '设备 {device} 的记录在两处各自写了不同的内容，可能是数据文件夹被整体复制过。',
    safe: '两边的记录都原样保留，没有互相覆盖。',
    todo: '本机已改用新的设备编号继续记录；请与持有另一份数据文件夹的同事核对，把缺少的内容补填一次。',
  },
  'sync.locked-out': {
    happened: '登录失败次数过多，服务器暂时锁定了这个账号。',
    safe: KEPT,
    todo: '请等待 5 分钟以上，核对账号和密码后再手动同步；锁定期间程序不会自动重试。',
  },
  'sync.login': {
    happened: '服务器不接受账号或密码。',
    safe: KEPT,
    todo: '请在同步设置中重新填写账号和密码；改好以前程序不会自动重试。',
  },
  'sync.newer-format': {
    happened: '{folder} 由更新版本的程序写成，本版本不能使用。',
    safe: `没有改动其中的内容。${SAVED}`,
    todo: '请先更新本机程序再同步。',
  },
  'sync.no-secret': {
    happened: '这台电脑上没有保存同步账号的密码（或令牌）。',
    safe: KEPT,
    todo: '请在同步设置中重新填写；系统没有密钥库时，每次打开程序后要填写一次。',
  },
  'sync.not-a-place': {
    happened: '{folder} 里有内容，但不是完整的同步文件夹。',
    safe: `没有改动其中的内容。${SAVED}`,
    todo: '请核对是否选对了文件夹；确认它已不再使用时，请换一个空文件夹。',
  },
  'sync.not-found': { happened: '找不到这个同步位置。', safe: UNCHANGED, todo: '请刷新同步页面后重试。' },
  'sync.not-writable': {
    happened: '同步位置不能写入（{reason}）。',
    safe: KEPT,
    todo: '请检查 U 盘的写保护开关或网络盘的访问权限，然后重新同步。',
  },
  'sync.other-place': {
    happened: '{folder} 现在是另一个同步位置，不是原来那一个。',
    safe: `没有写入。${KEPT}`,
    todo: '请插入原来的 U 盘；要改用现在这一个时，请把它添加为新的同步位置。',
  },
  'sync.place-full': {
    happened: '同步位置的空间已满（{reason}）。',
    safe: KEPT,
    todo: '请在同步位置腾出空间或换一个位置，然后重新同步。',
  },
  'sync.read-failed': {
    happened: '读取同步位置失败（{reason}）。',
    safe: KEPT,
    todo: '请重新插好 U 盘或检查网络盘后重试；反复出现时请换一个位置。',
  },
  'sync.refused': {
    happened: '服务器不接受其中一项内容（{reason}）。',
    safe: `其余内容照常同步。${KEPT}`,
    todo: '程序不会反复发送这一项；请把原因告诉服务器管理员，处理好以后再手动同步。',
  },
  'sync.server-fault': {
    happened: '同步服务器出错（{reason}）。',
    safe: KEPT,
    todo: '程序稍后会自动再试；持续出现时请把原因告诉服务器管理员。',
  },
  'sync.settings-unreadable': {
    happened: '同步设置读不出来（{reason}），没有同步。',
    safe: KEPT,
    todo: '请检查数据文件夹是否可读；设置文件已损坏时，请移走 sync 文件夹中的 places.json 后重新添加同步位置。',
  },
  'sync.unreachable': {
    happened: '联系不上同步位置（{reason}）。',
    safe: KEPT,
    todo: '请接好 U 盘或连上网络；恢复后程序会自动同步，也可以手动重试。',
  },
  'sync.write-failed': {
    happened: '没有写进同步位置（{reason}）。',
    safe: KEPT,
    todo: '请重新插好 U 盘或检查网络盘后重试；反复出现时请换一个位置。',
  },
};
