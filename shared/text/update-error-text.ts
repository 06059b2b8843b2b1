import type { ErrorCode } from '../errors.ts';
import type { ErrorText } from './error-sentences.ts';
import { SAVED } from './error-sentences.ts';

const KEPT = '现在的程序和验收数据都没有改动。';

type UpdateCode = Extract<ErrorCode, `update.${string}`>;

/** The wording of everything that can go wrong with newer versions of the program. */
export const UPDATE_TEXTS: Readonly<Record<UpdateCode, ErrorText>> = {
  'update.address-invalid': {
    happened: '更新地址写得不对。',
    safe: '原来的设置不变。',
    todo: '请填写完整的地址，例如 https://update.example.gov.cn/workbench/。',
  },
  'update.address-public': {
    happened: '这个更新地址不在内网，不能用 http。',
    safe: '原来的设置不变。',
    todo: '请改用 https；http 只能用于 10.、172.16—31.、192.168. 开头的内网地址或本机。',
  },
  'update.busy': { happened: '正在下载，或程序正在处理别的任务。', safe: SAVED, todo: '请等任务结束后再试。' },
  'update.cancelled': { happened: '已取消。', safe: `${KEPT}没有留下不完整的文件。`, todo: '需要时可以重来。' },
  'update.key-invalid': {
    happened: '发布公钥写得不对。',
    safe: '原来的设置不变。',
    todo: '请原样粘贴发布方给的公钥（44 个字符，以 = 结尾）。',
  },
  'update.no-file': {
    happened: '新版本 {version} 没有适合这台电脑的安装文件。',
    safe: KEPT,
    todo: '请向发布方索取适合本机的安装文件。',
  },
  'update.not-configured': {
    happened: '还没有填写更新地址或发布公钥。',
    safe: KEPT,
    todo: '请向发布方索取地址和公钥，在“设置”的“程序更新”中填写。',
  },
  'update.not-newer': {
    happened: '没有更新的版本：所给的是 {version}，本机是 {installed}。',
    safe: KEPT,
    todo: '无需处理。',
  },
  'update.not-ready': { happened: '没有已下载并核对过的安装文件。', safe: KEPT, todo: '请先检查更新并下载。' },
  'update.older': {
    happened: '所给的版本 {version} 比已知的版本旧，已拒绝。',
    safe: KEPT,
    todo: '请向发布方核实；旧版本不会自动装回。',
  },
  'update.open-failed': {
    happened: '系统没有打开安装文件。',
    safe: KEPT,
    todo: '请在文件夹中找到安装文件，手动打开。',
  },
  'update.redirected': {
    happened: '更新服务器要转到别处（{host}），已拒绝。',
    safe: KEPT,
    todo: '请核对更新地址，并告诉网络管理员。',
  },
  'update.step-missing': {
    happened: '版本 {version} 不能从本机的 {installed} 直接升级。',
    safe: KEPT,
    todo: '请先升级到 {minVersion}。',
  },
  'update.too-large': {
    happened: '更新文件超过允许的大小（{limit}），已拒绝。',
    safe: KEPT,
    todo: '请核对更新地址，并告诉发布方。',
  },
  'update.unreachable': {
    happened: '连不上更新服务器，或没有取到文件（{reason}）。',
    safe: KEPT,
    todo: '请检查网络和更新地址后重试；也可以用离线更新包。',
  },
  'update.unreadable': {
    happened: '更新说明文件的内容不对（{path}）。',
    safe: KEPT,
    todo: '请核对更新地址或所选的文件，并告诉发布方。',
  },
  'update.unsigned': {
    happened: '更新没有发布方的签名，或签名与所填公钥不符，已拒绝。',
    safe: KEPT,
    todo: '请勿安装这个文件；请核对公钥，并告诉发布方。',
  },
  'update.write-failed': {
    happened: '更新文件没有写入磁盘（{reason}）。',
    safe: `${KEPT}没有留下不完整的文件。`,
    todo: '请检查磁盘空间和权限后重试。',
  },
  'update.wrong-hash': {
    happened: '安装文件与发布方签名的内容不符，已删除。',
    safe: KEPT,
    todo: '请重新下载；仍然不符时请勿安装，并告诉发布方。',
  },
  'update.wrong-size': {
    happened: '安装文件的大小与发布方签名的不符，已删除。',
    safe: KEPT,
    todo: '请重新下载或重新选择文件；仍然不符时请勿安装，并告诉发布方。',
  },
};
