import type { CertificateWarning } from '../publication/signature-report.ts';

/** What a certificate that may sign should be told of before it does, and is recorded with its signature. */
export const CERTIFICATE_WARNING_TEXTS: Readonly<Record<CertificateWarning, string>> = {
  'self-signed': '证书由持有人自己颁发，没有机构证明持有人的身份，阅读器会提示“不受信任”。',
  'non-repudiation-missing': '证书的密钥用途没有“防抵赖”（不可否认），有的阅读器不认可这样的签名。',
  'key-until-2029':
    '密钥是 2048 位一级的 RSA，按 ETSI TS 119 312 只宜用到 2028 年底，2029 年起这份签名的效力可能受质疑；下次请换用 RSA 3072 位或 P-256 的证书。',
  'expires-soon': '证书将在 30 天内到期，请及时换发。',
};
