import type { ErrorCode } from '../errors.ts';
import type { ErrorText } from './error-sentences.ts';

const UNSIGNED = '没有生成签名文件，原公示文件不变。';

type SignatureCode = Extract<ErrorCode, `signature.${string}`>;

/** The wording of everything that can go wrong with certificates and signatures. */
export const SIGNATURE_TEXTS: Readonly<Record<SignatureCode, ErrorText>> = {
  'signature.algorithm-unsupported': {
    happened: '证书使用的密钥或签名算法不受支持。',
    safe: UNSIGNED,
    todo: '请换用 RSA（2048 位及以上）、P-256、P-384 或 P-521 的证书；国密 SM2 证书请在专用签章系统中使用。',
  },
  'signature.certificate-authority': {
    happened: '这是签发证书用的 CA 证书，不能用来签名。',
    safe: UNSIGNED,
    todo: '请选择发给个人或单位的签名证书。',
  },
  'signature.certificate-expired': {
    happened: '证书已于 {date} 过期。',
    safe: UNSIGNED,
    todo: '请向发证机构换发证书后再签名。',
  },
  'signature.certificate-extension': {
    happened: '证书含有无法识别的关键扩展（{extension}），按规定不得使用。',
    safe: UNSIGNED,
    todo: '请换用普通的文件签名证书，或向发证机构询问该扩展。',
  },
  'signature.certificate-missing': {
    happened: '文件里没有与私钥对应的证书。',
    safe: UNSIGNED,
    todo: '请重新导出证书，导出时同时包含私钥和证书。',
  },
  'signature.certificate-nameless': {
    happened: '证书里没有持有人的名称，签了名也看不出是谁签的。',
    safe: UNSIGNED,
    todo: '请换用写有姓名或单位名称的证书。',
  },
  'signature.certificate-not-yet-valid': {
    happened: '证书从 {date} 起才有效。',
    safe: UNSIGNED,
    todo: '请核对电脑的日期和时间，或等证书生效后再签名。',
  },
  'signature.certificate-purpose': {
    happened: '这是网站、时间戳等设备用途的证书，不能代表个人或单位签名。',
    safe: UNSIGNED,
    todo: '请选择用于文件签名的证书。',
  },
  'signature.certificate-unknown': {
    happened: '证书文件里没有指纹以“{certificate}”开头的可用证书，或者不止一张。可用的有：{choices}。',
    safe: UNSIGNED,
    todo: '请按上面列出的指纹重新指定。',
  },
  'signature.certificate-unusable': {
    happened: '用这张证书签出的名核验不过：证书与所写的颁发者不符，或者编码不合标准。',
    safe: UNSIGNED,
    todo: '请连同颁发机构的证书一起重新导出，或向发证机构换发。',
  },
  'signature.document-broken': {
    happened: '公示文件里已有的签名已经失效，不能在其上继续签名。',
    safe: UNSIGNED,
    todo: '请在“公示”中重新生成公示文件后再签名。',
  },
  'signature.document-encrypted': {
    happened: '公示文件已加密，不能签名。',
    safe: UNSIGNED,
    todo: '请在“公示”中重新生成公示文件后再签名。',
  },
  'signature.document-foreign': {
    happened: '公示文件里含有不能签名的内容（{content}）。',
    safe: UNSIGNED,
    todo: '请在“公示”中重新生成公示文件后再签名。',
  },
  'signature.document-unreadable': {
    happened: '公示文件无法读取，不是完整的 PDF。',
    safe: UNSIGNED,
    todo: '请在“公示”中重新生成公示文件后再签名。',
  },
  'signature.encryption-unsupported': {
    happened: '证书文件的加密方式不受支持。',
    safe: UNSIGNED,
    todo: '请用“AES256-SHA256”或“TripleDES-SHA1”方式重新导出证书。',
  },
  'signature.field-exists': {
    happened: '签名栏“{field}”重复。',
    safe: UNSIGNED,
    todo: '请为每个签名角色使用不同的名称。',
  },
  'signature.field-taken': {
    happened: '签名栏“{field}”已经签过名。',
    safe: UNSIGNED,
    todo: '请选择尚未签名的签名栏。',
  },
  'signature.fields-late': {
    happened: '公示文件已有签名，不能再增加签名栏。',
    safe: UNSIGNED,
    todo: '请在“公示”中重新生成公示文件，先设好全部签名角色再签名。',
  },
  'signature.file-unreadable': {
    happened: '证书文件无法读取，不是完整的 .p12 或 .pfx 文件。',
    safe: UNSIGNED,
    todo: '请选择从发证机构取得、含有私钥的 .p12 或 .pfx 文件。',
  },
  'signature.issuer-unsuitable': {
    happened: '颁发机构“{issuer}”的证书{reason}，它颁发的证书不能用来签名。',
    safe: UNSIGNED,
    todo: '请向发证机构索取有效的颁发机构证书，重新导出后再签名。',
  },
  'signature.key-too-weak': {
    happened: '证书的密钥只有 {bits} 位，强度不足。',
    safe: UNSIGNED,
    todo: '请换用 {needed} 位及以上的 RSA 证书，或 P-256、P-384、P-521 证书。',
  },
  'signature.key-usage-unsuitable': {
    happened: '证书的密钥用途不包含数字签名。',
    safe: UNSIGNED,
    todo: '请选择用途为“数字签名”的证书，不要选加密证书。',
  },
  'signature.name-unprintable': {
    happened: '姓名、身份或证书上的名称含有印不出的字符：{characters}。',
    safe: UNSIGNED,
    todo: '请改写姓名或身份；字符在证书上的，请向发证机构换发证书。',
  },
  'signature.no-private-key': {
    happened: '文件里只有证书，没有私钥。',
    safe: UNSIGNED,
    todo: '请重新导出证书，导出时选择“是，导出私钥”。',
  },
  'signature.page-not-found': {
    happened: '公示文件没有第 {page} 页，无法放置签名栏。',
    safe: UNSIGNED,
    todo: '请在“设置”中检查签名栏的位置。',
  },
  'signature.password-wrong': {
    happened: '证书密码不正确。',
    safe: UNSIGNED,
    todo: '请核对大小写和输入法后重新输入密码。',
  },
  'signature.rectangle-invalid': {
    happened: '签名栏“{field}”超出页面，或者太小，放不下签名的内容。',
    safe: UNSIGNED,
    todo: '请在“设置”中检查签名栏的位置。',
  },
  'signature.several-certificates': {
    happened: '证书文件里有 {count} 张可以签名的证书：{choices}。',
    safe: UNSIGNED,
    todo: '请在“签名”中选定一张；在命令行中用 --certificate 写明指纹的开头几位。',
  },
};
