import type { SecretLevel } from '#shared/host/vault-records.ts';

/** How well a secret is kept, in plain words. */
export const levelText: Readonly<Record<SecretLevel, string>> = {
  os: '由系统密钥库加密保存，只有您在本机的系统账户能打开',
  basic: '没有真正的保护：本机没有系统密钥库，能读到数据文件夹的人都能打开',
  none: '只在本次运行中记住，不写入磁盘；关闭程序即忘',
};

/** Wording of keeping the signing certificate. */
export const secretText = {
  kept: '已记住的证书',
  keptAt: (day: string) => `${day} 记住`,
  keep: '记住此证书',
  keeping: '正在记住',
  hint: {
    os: '下次签名不必再选文件和输入密码。由系统密钥库加密保存在本机。',
    basic: '这台电脑没有可用的系统密钥库，记住也得不到真正的保护。',
    none: '本机没有系统密钥库可用：只在本次运行中记住，关闭程序即忘。',
  } satisfies Readonly<Record<SecretLevel, string>>,
  warning: '这台电脑没有可用的系统密钥库。记住之后，能读到数据文件夹（包括它的副本）的人，都能用您的证书签名。',
  keepAnyway: '我知道风险，仍要记住',
  dontKeep: '不记住',
  useOther: '用其他证书…',
  useKept: '用已记住的证书',
  forget: '忘记证书',
  expired: '已过期',
  section: '签名证书',
  none: '没有记住证书。在“公示”中签名时可以选择记住。',
  level: '本机的保护程度',
  unusable: '由桌面版记住，本版打不开；签名时请选择证书文件。',
  secretStays: '私钥和密码只在后台使用，不进入窗口、日志和诊断包。',
} as const;
