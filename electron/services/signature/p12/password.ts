/** How one password may have been encoded by the program that wrote a certificate file; the usual way stands first. */
export interface PasswordForms {
  /** For the MAC and the encryptions of PKCS#12 itself. */
  readonly bmp: readonly Uint8Array[];
  /** For PBKDF2. */
  readonly utf8: readonly Uint8Array[];
}

const ASCII = /^[\0-\x7f]*$/;

/** UTF-16BE with a closing zero character (RFC 7292 appendix B.1). */
function asBmp(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`${text}\0`, 'utf16le').swap16());
}

/**
 * Every form in which certificate files are known to carry a password. An empty one is written as a lone zero character or as
 * nothing at all; and programs that took the UTF-8 bytes for characters (OpenSSL before 1.1) wrote Chinese ones their own way.
 */
export function passwordForms(password: string): PasswordForms {
  const bytes = new Uint8Array(Buffer.from(password, 'utf8'));
  if (password === '') return { bmp: [asBmp(''), new Uint8Array(0)], utf8: [bytes] };
  const misread = ASCII.test(password) ? [] : [asBmp(Buffer.from(bytes).toString('latin1'))];
  return { bmp: [asBmp(password), ...misread], utf8: [bytes] };
}

/** The forms with one that proved right tried first. */
export function preferring(forms: PasswordForms, proven: Uint8Array | null): PasswordForms {
  if (proven === null) return forms;
  return { ...forms, bmp: [proven, ...forms.bmp.filter((form) => form !== proven)] };
}
