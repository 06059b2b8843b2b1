import type { SignatureFault, SignatureReport } from '../publication/signature-report.ts';

/** Chinese wording of each fault an inspection of signatures can report. */
export const SIGNATURE_FAULT_TEXT: Readonly<Record<SignatureFault, string>> = {
  dictionary: '签名信息缺失或格式不正确。',
  'byte-range': '签名没有完整覆盖它应覆盖的内容。',
  'not-a-revision-end': '签名的覆盖范围没有止于文件某一版本的末尾。',
  'duplicate-field': '存在同名或共用的签名栏。',
  'cms-unreadable': '签名数据无法读取。',
  'cms-padding': '签名数据之后藏有其他内容。',
  'several-signers': '一个签名栏内的签名人数不是一人。',
  'embedded-content': '签名数据内夹带了其他内容。',
  algorithm: '签名使用了不支持或不安全的算法。',
  'certificate-missing': '签名中没有签名人的证书。',
  'certificate-chain': '签名中附带的证书损坏，或与签名人的证书无关。',
  'content-type': '签名数据的类型标记不正确。',
  digest: '签名后文件内容被改动过。',
  'signature-value': '签名值与证书不符。',
  'signing-certificate': '签名绑定的证书与所附证书不一致。',
  'signing-time': '签名数据中含有不应出现的时间标记。',
  'certificate-not-valid-then': '签名时间不在证书有效期内。',
};

/** One sentence for the verdict on a whole file. */
export const SIGNATURE_VERDICT_TEXT: Readonly<Record<SignatureReport['verdict'], string>> = {
  unsigned: '文件没有签名。',
  intact: '签名完好，签名后文件未被改动。',
  'changed-after': '最后一个签名之后，文件又被添加了内容。',
  broken: '签名已失效，文件可能被改动过。',
};
