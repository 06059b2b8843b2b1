import type { DiagnosticsKind } from '../host/diagnostics-records.ts';

/** What each kind of file in a diagnostics archive is, for the list before saving and for the archive's own 说明. */
export const DIAGNOSTICS_TEXT: Readonly<Record<DiagnosticsKind, string>> = {
  readme: '说明',
  program: '程序版本与运行环境',
  system: '操作系统、内存与磁盘空间',
  settings: '设置（只记是否填写，不含姓名、单位与密码）',
  journal: '数据核对结果（编号已换成代号，只有条数）',
  folders: '各类文件的个数与大小',
  crashes: '崩溃记录的时间与大小',
  log: '运行日志（已去除姓名、地点、号码与路径）',
  dump: '崩溃转储（内存副本，可能含有姓名等个人信息）',
};

/** What is never in an archive, whoever asks. */
export const DIAGNOSTICS_NEVER = '不含照片、填报内容、社区与人员名称、证书和密码。';
