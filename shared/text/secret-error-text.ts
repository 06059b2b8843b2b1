import type { ErrorCode } from '../errors.ts';
import type { ErrorText } from './error-sentences.ts';
import { SAVED } from './error-sentences.ts';

type SecretCode = Extract<ErrorCode, `secret.${string}`>;

/** The wording of everything that can go wrong with kept secrets. */
export const SECRET_TEXTS: Readonly<Record<SecretCode, ErrorText>> = {
  'secret.not-kept': { happened: '本机没有记住证书。', safe: SAVED, todo: '请选择证书文件并输入密码。' },
  'secret.unprotected': {
    happened: '这台电脑没有可用的系统密钥库，记住的证书得不到保护。',
    safe: '没有写入任何内容。',
    todo: '如仍要记住，请先确认风险；否则每次签名时选择证书文件。',
  },
  'secret.unreadable': {
    happened: '记住的证书打不开（系统密钥库未解锁，或已更换）。',
    safe: SAVED,
    todo: '请解锁系统密钥库后重试，或重新选择证书文件并输入密码。',
  },
  'secret.write-failed': {
    happened: '证书没有记住（{reason}）。',
    safe: `${SAVED}证书文件本身没有改动。`,
    todo: '请检查数据文件夹的空间和权限、系统密钥库是否可用，然后重试。',
  },
};
