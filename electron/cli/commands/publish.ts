import { join } from 'node:path';
import { isSystemError, reasonOf } from '#electron/services/disk/disk.ts';
import type { NoticeInput, RenderedNotice } from '#electron/services/publish/notice-input.ts';
import { createNoticeRenderer } from '#electron/services/publish/render-notice.ts';
import { signNotice } from '#electron/services/publish/sign-notice.ts';
import { writeTogether } from '#electron/services/publish/write-together.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { chinaDay } from '#shared/publication/chinese-date.ts';
import { isDay } from '#shared/reading/days.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { parseArguments } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import type { Input } from '../input.ts';
import { SIGNER_OPTIONS, SIGNER_USAGE, signerOf, tellCertificate } from '../publish-signer.ts';
import { readInput } from '../read-input.ts';

const USAGE = `workbench publish FACTS.json|PACKAGE.ysb --out DIR [--catalogue FILE] [--edition web|print] [--date YYYY-MM-DD] ${SIGNER_USAGE}`;

const OPTIONS = {
  out: { type: 'string' },
  catalogue: { type: 'string' },
  edition: { type: 'string' },
  date: { type: 'string' },
  ...SIGNER_OPTIONS,
} as const;
type Values = { readonly [K in keyof typeof OPTIONS]?: string | undefined };

/** `publish`: writes the notice and its annex, signed where a certificate is given; nothing is half-written. */
export const publishCommand: Command = { usage: USAGE, run: runPublish };

interface Plan {
  readonly factsPath: string;
  readonly out: string;
  readonly edition: 'web' | 'print';
  readonly date: string | undefined;
}

async function runPublish(args: readonly string[], io: Io): Promise<Result<null, ErrorCode>> {
  const parsed = parseArguments(args, OPTIONS, USAGE);
  if (!parsed.ok) return parsed;
  const { positionals, values } = parsed.value;
  const plan = planOf(positionals, values);
  if (!plan.ok) return plan;
  const input = await readInput(plan.value.factsPath, values.catalogue, io);
  if (!input.ok) return input;
  const now = new Date();
  // A signature stands for something settled (SPEC PU17).
  if (input.value.finalised === null && values.p12 !== undefined) return err('inspection.not-finalised');
  const signer = await signerOf(values, now, io, USAGE);
  if (!signer.ok) return signer;
  if (signer.value !== null) tellCertificate(signer.value, io);
  const renderer = createNoticeRenderer();
  const control = { progress: () => undefined, signal: new AbortController().signal };
  const notice = await renderer.render(noticeInput(input.value, plan.value, now), control);
  await renderer.close();
  if (!notice.ok) return ours(notice);
  const signed = signer.value === null ? ok(null) : await signNotice(notice.value, signer.value, now);
  if (!signed.ok) return ours(signed);
  if (input.value.finalised === null) io.out('尚未定稿：每页标有“预览稿”。\n');
  return await write(plan.value.out, notice.value, signed.value, io);
}

/** A notice that could not be made or does not verify is a fault of the program, not of what it was given. */
function ours<T>(failed: Result<T, ErrorCode>): Result<null, ErrorCode> {
  if (failed.ok || failed.error.code === 'publication.failed') {
    throw new Error(failed.ok ? 'nothing failed' : String(failed.error.detail?.['reason']));
  }
  return failed;
}

const badUsage = (reason: string): Result<never, ErrorCode> => err('cli.bad-usage', { reason, usage: USAGE });

function planOf(positionals: readonly string[], { out, edition = 'web', date }: Values): Result<Plan, ErrorCode> {
  const [factsPath] = positionals;
  if (factsPath === undefined) return badUsage('缺少填报文件或数据包');
  if (positionals.length > 1) return badUsage('只能写一个填报文件或数据包');
  if (out === undefined || out === '') return badUsage('缺少 --out');
  if (edition !== 'web' && edition !== 'print') return badUsage('--edition 应为 web 或 print');
  if (date !== undefined && !isDay(date)) return badUsage('--date 应为日期，例如 2024-09-02');
  return ok({ factsPath, out, edition, date });
}

/** The date is asked for, stated by the profile, or today; the files carry it as their time of creation. */
function noticeInput(input: Input, { edition, date }: Plan, now: Date): NoticeInput {
  const { catalogue, sha256, facts, finalised } = input;
  const day = date ?? facts.profile.noticeDate ?? chinaDay(finalised?.at ?? now.getTime());
  // No file is older than its signature, though its date may lie ahead.
  const createdAt = new Date(Math.min(Date.parse(`${day}T00:00:00.000Z`), now.getTime())).toISOString();
  const [final, accepted] = [finalised !== null, finalised?.accepted ?? []];
  return { catalogue, catalogueSha256: sha256, facts, edition, date: day, final, accepted, createdAt };
}

type Signed = {
  readonly pdf: Uint8Array;
  readonly signatures: readonly { role: string; name: string; test: boolean }[];
};

async function write(
  out: string,
  notice: RenderedNotice,
  signed: Signed | null,
  io: Io,
): Promise<Result<null, ErrorCode>> {
  const { names, pages, xlsx } = notice;
  try {
    await writeTogether(out, [
      { name: names.xlsx, bytes: xlsx },
      { name: names.pdf, bytes: signed?.pdf ?? notice.pdf },
    ]);
  } catch (fault) {
    if (!isSystemError(fault)) throw fault;
    return err('cli.write-failed', { path: out, reason: reasonOf(fault) });
  }
  const signatures = signed?.signatures.map(({ role, name, test }) => `${role} ${name}${test ? '（测试证书）' : ''}`);
  io.out(`公示：${join(out, names.pdf)}（${pages} 页）\n附件：${join(out, names.xlsx)}\n`);
  io.out(signatures === undefined ? '未签名：没有给出证书（--p12）。\n' : `已签名：${signatures.join('；')}\n`);
  return ok(null);
}
