/** Wording where two keys stand under one device id. */
export const twoKeysText = {
  came: '这里带来的密钥指纹',
  known: '本机认得的密钥指纹',
  settle: '已当面或电话核对，改认这把密钥',
  hint: '同一设备编号下有两把密钥：其中一把是冒名的，或者对方重装过程序。请与这台设备的使用人核对上面的指纹，一致后再改认。改认以后，由这把密钥签名的记录会取代本机来历不明的那份；原文件另存，不会丢失。',
} as const;
