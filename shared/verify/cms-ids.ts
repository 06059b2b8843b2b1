/** Object identifiers of the signed attributes that PAdES asks for, and of the one it forbids. */
export const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
export const ID_DATA = '1.2.840.113549.1.7.1';
