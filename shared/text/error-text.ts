import type { ErrorCode } from '../errors.ts';
import { PHOTO_KINDS_TEXT } from '../facts/evidence-kinds.ts';
import type { Failure } from '../result.ts';
import { BACKUP_TEXTS } from './backup-error-text.ts';
import { causeText, remedyText } from './cause-text.ts';
import type { ErrorText } from './error-sentences.ts';
import { SAVED, UNCHANGED } from './error-sentences.ts';
import { PACKAGE_TEXTS } from './package-error-text.ts';
import { SECRET_TEXTS } from './secret-error-text.ts';
import { SIGNATURE_TEXTS } from './signature-error-text.ts';
import { SYNC_TEXTS } from './sync-error-text.ts';
import { UPDATE_TEXTS } from './update-error-text.ts';

const TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  'app.bad-request': { happened: '提交的内容不符合要求：{path}。', safe: UNCHANGED, todo: '请检查填写的内容后重试。' },
  'app.internal': {
    happened: '程序内部出错。',
    safe: SAVED,
    todo: '请重试；仍然出错时请重新打开程序，并把日志交给维护人员。',
  },
  'app.unknown-call': { happened: '界面与后台的版本不一致。', safe: SAVED, todo: '请关闭程序后重新打开。' },
  'app.unauthorised': { happened: '本次打开的链接已失效。', safe: SAVED, todo: '请从程序重新打开窗口。' },
  'app.too-large': {
    happened: '内容超过允许的大小（{limit}）。',
    safe: UNCHANGED,
    todo: '请分开添加，或换用较小的文件。',
  },
  'app.unsafe-switch': {
    happened: '启动参数 --{name} 会关闭程序的安全保护，程序没有启动。',
    safe: '没有打开数据文件夹，原有数据不变。',
    todo: '请去掉这个参数后再打开；AppImage 在不支持用户命名空间的系统上会自动加上 --no-sandbox，请改装 deb 安装包。',
  },
  'app.host-unreachable': {
    happened: '后台没有响应，可能已经退出。',
    safe: `${SAVED}正在填写的内容留在屏幕上和本机草稿里，也没有丢失。`,
    todo: '窗口会自动重试；后台恢复后接着保存。一直没有恢复时，请重新启动程序并打开新的窗口或链接。',
  },
  ...BACKUP_TEXTS,
  'catalogue.not-json': {
    happened: '指标目录不是有效的 JSON 文件：{reason}。',
    safe: UNCHANGED,
    todo: '请用文本编辑器检查括号、引号和逗号。',
  },
  'catalogue.shape': {
    happened: '指标目录在 {path} 处不符合格式：{reason}。',
    safe: UNCHANGED,
    todo: '请对照 catalogue.schema.json 修改后再导入。',
  },
  'catalogue.reference': {
    happened: '指标目录在 {path} 处引用了不存在或类型不符的“{ref}”。',
    safe: UNCHANGED,
    todo: '请改为已定义的填报项。',
  },
  'catalogue.duplicate': {
    happened: '指标目录在 {path} 处重复定义了“{id}”。',
    safe: UNCHANGED,
    todo: '请改用不同的编号或名称。',
  },
  'catalogue.not-found': {
    happened: '找不到验收项目所用的指标目录（{id}）。',
    safe: SAVED,
    todo: '请在“设置”中导入同一版本的指标目录。',
  },
  'cli.bad-usage': { happened: '命令写得不对：{reason}。', safe: UNCHANGED, todo: '用法：{usage}' },
  'cli.file-exists': {
    happened: '{path} 已经存在。',
    safe: UNCHANGED,
    todo: '请换一个文件名；确实要替换时，加上 --force。',
  },
  'cli.file-unreadable': {
    happened: '读不到文件 {path}（{reason}）。',
    safe: UNCHANGED,
    todo: '请检查文件名和访问权限。',
  },
  'cli.not-utf8': { happened: '文件 {path} 不是 UTF-8 编码。', safe: UNCHANGED, todo: '请另存为 UTF-8 编码后重试。' },
  'cli.write-failed': {
    happened: '不能写入 {path}（{reason}）。',
    safe: '原有的文件没有改动，没有留下不完整的文件。',
    todo: '请检查磁盘空间和访问权限，或换一个文件夹。',
  },
  'diagnostics.cancelled': {
    happened: '已取消导出诊断包。',
    safe: `${SAVED}没有留下不完整的文件。`,
    todo: '需要时可重新导出。',
  },
  'diagnostics.write-failed': {
    happened: '诊断包没有写成（{reason}）。',
    safe: `${SAVED}没有留下不完整的文件。`,
    todo: '请检查磁盘空间和权限，或换一个位置后重试。',
  },
  'facts.not-json': {
    happened: '填报文件不是有效的 JSON：{reason}。',
    safe: UNCHANGED,
    todo: '请用文本编辑器检查括号、引号和逗号。',
  },
  'facts.shape': {
    happened: '填报文件在 {path} 处不符合格式：{reason}。',
    safe: UNCHANGED,
    todo: '请对照 facts.schema.json 修改后重试。',
  },
  'facts.catalogue-mismatch': {
    happened: '填报文件写的是指标目录 {wanted}，现在用的是 {given}。',
    safe: UNCHANGED,
    todo: '请换用对应的指标目录。',
  },
  'facts.unknown-clause': {
    happened: '填报文件在 {path} 处的条款“{id}”不在指标目录中。',
    safe: UNCHANGED,
    todo: '请改为目录中的条款编号。',
  },
  'facts.unknown-field': {
    happened: '填报文件在 {path} 处的填报项“{id}”不在指标目录中。',
    safe: UNCHANGED,
    todo: '请改为目录中的填报项。',
  },
  'facts.unknown-item': {
    happened: '填报文件在 {path} 处的选项“{id}”不在指标目录中，该项也不允许自行添加。',
    safe: UNCHANGED,
    todo: '请改为目录中的选项。',
  },
  'facts.wrong-kind': {
    happened: '填报文件在 {path} 处的值与填报项类型（{kind}）不符。',
    safe: UNCHANGED,
    todo: '请按类型填写：数量用整数，小数用字符串，勾选用 true/false。',
  },
  'index.full': {
    happened: '浏览器给本机索引的空间已满。',
    safe: '填写的内容已写入数据文件夹，没有丢失。',
    todo: '请清理磁盘空间后点“重试”；不清理也可以继续填写，下次打开时索引会自动补齐。',
  },
  'index.write-failed': {
    happened: '本机索引没有写入（浏览器存储空间不足或已损坏）。',
    safe: '填写的内容已写入数据文件夹，没有丢失。',
    todo: '请清理磁盘空间后点“重试”；仍然不行时重新打开程序，索引会自动重建。',
  },
  'inspection.not-found': {
    happened: '找不到这个验收项目。',
    safe: '其他验收项目不受影响。',
    todo: '请回到“验收项目”刷新列表。',
  },
  'inspection.finalised': {
    happened: '验收项目已定稿，不能再修改。',
    safe: SAVED,
    todo: '如需修改，请先在“公示”中撤销定稿并写明原因。',
  },
  'inspection.not-finalised': { happened: '验收项目尚未定稿。', safe: SAVED, todo: '请先在“公示”中完成定稿。' },
  'inspection.changed-since-final': {
    happened: '定稿之后又收到了其他设备的修改，现在的内容不是定稿时的内容，不能发布。',
    safe: SAVED,
    todo: '请在“公示”中撤销定稿，核对收到的修改后重新定稿。',
  },
  'inspection.not-ready': {
    happened: '还有 {count} 项没有处理，不能定稿。',
    safe: SAVED,
    todo: '请按“公示”中的清单逐项处理。',
  },
  'journal.write-failed': {
    happened: '写入磁盘失败（{reason}）。',
    safe: `${SAVED}刚才的内容仍在屏幕上，尚未保存。`,
    todo: '请检查磁盘空间和权限后点“重试”。',
  },
  'journal.read-failed': {
    happened: '读取数据文件夹失败（{reason}）。',
    safe: '磁盘上的数据没有改动。',
    todo: '请检查数据文件夹是否可以访问，然后重新打开程序。',
  },
  'journal.damaged': {
    happened: '日志第 {line} 行损坏，此前的 {intact} 条记录完好。',
    safe: '损坏部分已原样保留，未被覆盖。',
    todo: '请在“备份”中用完好的副本修复；没有备份时请不要删除数据文件夹，并联系维护人员。',
  },
  'journal.events-missing': {
    happened: '数据文件中缺少曾经保存的记录：只剩前 {intact} 条。文件可能被删除、清空或换成了旧的副本。',
    safe: '剩下的记录完好，新的记录另行保存，不会覆盖。',
    todo: '请在“备份”中取回缺少的记录；没有备份时请不要删除数据文件夹，并联系维护人员。',
  },
  'journal.locked': {
    happened: '数据文件夹正被另一个程序使用（电脑 {machine}，进程 {pid}，{since} 起）。',
    safe: '没有写入任何内容。',
    todo: '请使用已打开的窗口，或先关闭它。那台电脑已经死机或断电时，过一分钟再打开，程序会自动接手。',
  },
  'journal.format-unreadable': {
    happened: '数据文件夹里的 format.json 读不出来（{reason}），看不出是哪个版本的程序写的。',
    safe: '没有改动任何内容，验收数据都在。',
    todo: '请关闭程序，从备份盘或另一份副本取回 format.json 再打开；没有副本时请联系维护人员，不要删除数据文件夹。',
  },
  'journal.newer-format': {
    happened: '数据文件夹由更新版本的程序写成（格式 {format}）。',
    safe: '没有写入任何内容，原有数据不变。',
    todo: '请安装新版本后再打开。',
  },
  'journal.stream-unreadable': {
    happened: '设备 {device} 的记录文件读不出来（{reason}），这里暂时看不到其中的内容。',
    safe: '这份文件没有改动；其他设备的记录完好，可以继续填写。',
    todo: '请检查磁盘和文件的访问权限；文件损坏时，请在“备份”中取回，或请那台设备重新导出数据包。',
  },
  'journal.read-only': {
    happened: '数据文件夹在只读的位置，这次打开只能查看。',
    safe: '没有写入任何内容，原有数据不变。',
    todo: '要填写时，请把整个数据文件夹复制到可以写入的磁盘上再打开；也可以导出数据包，在另一台电脑上导入。',
  },
  'journal.tail-cut': {
    happened: '上次写入中途断开，第 {line} 行起未写完的部分已移开。',
    safe: SAVED,
    todo: '无需处理；断开时正在填写的内容请核对一次。',
  },
  'evidence.write-failed': {
    happened: '照片或文件没有写入磁盘（{reason}）。',
    safe: '原文件没有改动，此前的佐证都在。',
    todo: '请检查磁盘空间后重新添加。',
  },
  'evidence.damaged': {
    happened: '佐证原件已损坏，与添加时不符（{sha256}）。',
    safe: '记录仍在，损坏的文件已原样保留，其他佐证不受影响。',
    todo: '请从备份取回原件，或重新添加同一文件。',
  },
  'evidence.disk-nearly-full': {
    happened: '磁盘只剩 {free}，不足 1 GB，照片或文件没有添加。',
    safe: '原文件没有改动，此前的佐证都在，填写的内容仍可保存。',
    todo: '请清理磁盘，腾出至少 1 GB 后重新添加。',
  },
  'evidence.empty': { happened: '文件是空的（0 字节）。', safe: UNCHANGED, todo: '请确认文件已完整复制后再添加。' },
  'evidence.not-found': {
    happened: '找不到佐证原件（{sha256}）。',
    safe: '记录仍在，其他佐证不受影响。',
    todo: '请从备份或其他电脑取回原件。',
  },
  'evidence.unsupported': {
    happened: '不支持这种文件（{type}）。',
    safe: UNCHANGED,
    todo: `请添加照片（${PHOTO_KINDS_TEXT}）或 PDF。`,
  },
  'publication.damaged': {
    happened: '公示文件已损坏，与生成时不符（{sha256}），没有交出。',
    safe: '发布记录仍在，损坏的文件已原样保留，其他文件不受影响。',
    todo: '请在“备份”中从备份恢复；没有备份时，请在“公示”中重新签名，发布新的一版。',
  },
  'publication.date-unsound': {
    happened: '落款日期有疑问：{doubts}。',
    safe: SAVED,
    todo: '请核对落款日期和电脑的时钟，确认无误后再继续。',
  },
  'publication.failed': {
    happened: '生成公示文件失败（{reason}）。',
    safe: `${SAVED}没有留下不完整的文件。`,
    todo: '请重试；仍然失败时请把日志交给维护人员。',
  },
  'publication.cancelled': { happened: '已取消。', safe: `${SAVED}没有留下不完整的文件。`, todo: '需要时可重新开始。' },
  'publication.not-found': { happened: '找不到已生成的公示文件。', safe: SAVED, todo: '请在“公示”中重新生成。' },
  'publication.layout': {
    happened: '第 {page} 页放不下{place}，公示没有生成。',
    safe: `${SAVED}没有留下不完整的文件。`,
    todo: '请缩短这里的文字后重试，并把日志交给维护人员。',
  },
  'publication.not-replaced': {
    happened: '{path} 是已签名的公示，不能被替换。',
    safe: '原来的公示和附件都没有改动。',
    todo: '请换一个文件夹；确实不再需要它时，请先自行移走。',
  },
  'publication.unprintable': {
    happened: '公示内容含有字体中没有的字：{characters}。',
    safe: SAVED,
    todo: '请在所列的位置改用其他写法。',
  },
  'publication.unreadable': {
    happened: '读不到最近一次公示的记录（{reason}）。',
    safe: '记录在案的公示文件和验收记录都没有改动。',
    todo: '已签名的公示仍列在“公示”中；也可以重新生成预览。',
  },
  'settings.unreadable': {
    happened: '设置文件无法读取（{reason}）。',
    safe: '原文件已保留，验收数据不受影响。',
    todo: '请修复或移走设置文件后重新打开程序。',
  },
  'settings.write-failed': {
    happened: '设置没有保存（{reason}）。',
    safe: '验收数据不受影响，仍使用原来的设置。',
    todo: '请检查数据文件夹的空间和权限后重试。',
  },
  ...PACKAGE_TEXTS,
  ...SECRET_TEXTS,
  ...SIGNATURE_TEXTS,
  ...SYNC_TEXTS,
  ...UPDATE_TEXTS,
};

/**
 * The three sentences for a failure, with its detail filled in. Total: every code has its wording. What the system refused
 * for is said in words, and where that has a remedy of its own, it stands in place of the general one.
 */
export function errorText(failure: Failure<ErrorCode>): ErrorText {
  const text = TEXTS[failure.code];
  const detail = (name: string): string => String(failure.detail?.[name] ?? '未知');
  const fill = (sentence: string): string =>
    sentence.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'reason' ? causeText(detail(name)) : detail(name)));
  const remedy = text.happened.includes('{reason}') ? remedyText(detail('reason')) : null;
  return { happened: fill(text.happened), safe: fill(text.safe), todo: remedy ?? fill(text.todo) };
}
