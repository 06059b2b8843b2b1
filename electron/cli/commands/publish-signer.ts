import * as v from 'valibot';
import type { Signer } from '#electron/services/publish/sign-notice.ts';
import { openP12 } from '#electron/services/signature/open-p12.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { PersonName } from '#shared/facts/schema.ts';
import { behalfText, holderName } from '#shared/publication/certificate-holder.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { CERTIFICATE_WARNING_TEXTS } from '#shared/text/certificate-text.ts';
import { visible } from '#shared/text/visible.ts';
import type { Io } from '#electron/cli/input/command.ts';
import { readBytes } from '#electron/cli/input/read-input.ts';

/** The options of a command that say who signs and with what. */
export const SIGNER_OPTIONS = {
  p12: { type: 'string' },
  'password-env': { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  certificate: { type: 'string' },
} as const;
export const SIGNER_USAGE = '[--p12 FILE --password-env NAME --role 审核人 [--name 姓名] [--certificate FINGERPRINT]]';
type SignerValues = { readonly [K in keyof typeof SIGNER_OPTIONS]?: string | undefined };

const Words = v.object({ role: PersonName, name: v.optional(PersonName) });

/** Opens the certificate before any work is done; null: none was given. The password comes by environment only. */
export async function signerOf(
  values: SignerValues,
  now: Date,
  io: Io,
  usage: string,
): Promise<Result<Signer | null, ErrorCode>> {
  const badUsage = (reason: string): Result<never, ErrorCode> => err('cli.bad-usage', { reason, usage });
  const variable = values['password-env'];
  const { p12, role, name, certificate } = values;
  if (p12 === undefined) {
    const stray = [variable, role, name, certificate].some((value) => value !== undefined);
    return stray ? badUsage('--password-env、--role、--name 和 --certificate 要与 --p12 同用') : ok(null);
  }
  if (variable === undefined || role === undefined) return badUsage('--p12 要与 --password-env 和 --role 同用');
  const words = v.safeParse(Words, { role, name });
  if (!words.success) return badUsage('--role 和 --name 应为 1 到 40 个字');
  const password = process.env[variable];
  if (password === undefined) return badUsage(`没有环境变量 ${variable}`);
  const bytes = await readBytes(p12, io);
  if (!bytes.ok) return bytes;
  const identity = await openP12(bytes.value, password, now, certificate);
  if (!identity.ok) return identity;
  const signer = words.output.name ?? holderName(identity.value.summary.holder);
  return ok({ role: words.output.role, name: signer, identity: identity.value });
}

/** Whom the certificate names and what is to be said of it: before the signature is made. */
export function tellCertificate({ name, identity: { summary, warnings } }: Signer, io: Io): void {
  const { issuer, notAfter, keyAlgorithm } = summary;
  const holder = holderName(summary.holder);
  const behalf = behalfText(summary.holder, name);
  const remarks = [
    ...(behalf === null ? [] : [`公示上写明${behalf}。`]),
    ...warnings.map((warning) => CERTIFICATE_WARNING_TEXTS[warning]),
  ];
  const lines = [
    `证书：${holder}，${issuer} 颁发，有效期至 ${notAfter.slice(0, 10)}，${keyAlgorithm}`,
    ...remarks.map((remark) => `注意：${remark}`),
  ];
  io.out(lines.map((line) => `${visible(line)}\n`).join(''));
}
