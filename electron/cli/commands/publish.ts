import { join } from 'node:path';
import type { NoticeInput } from '#shared/publication/notice-input.ts';
import type { RenderedNotice } from '#electron/services/publish/rendered-notice.ts';
import { createNoticeRenderer } from '#electron/services/publish/render-notice.ts';
import { signNotice } from '#electron/services/publish/sign-notice.ts';
import { isSignedPdf } from '#electron/services/publish/signed-pdf.ts';
import { InTheWay, refuseTaken, writeTogether } from '#electron/services/publish/write-together.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { chinaDayStart } from '#shared/publication/chinese-date.ts';
import { dateDoubts, isAhead, usualDate } from '#shared/publication/notice-date.ts';
import { noticeFileNames } from '#shared/publication/file-names.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import { noticeInputOf } from '#shared/publication/notice-input.ts';
import { isDay } from '#shared/reading/days.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { aheadText, dateDoubtText } from '#shared/text/date-doubt-text.ts';
import { parseArguments } from '#electron/cli/input/arguments.ts';
import type { Command, Io } from '#electron/cli/input/command.ts';
import type { Input } from '#electron/cli/input/input.ts';
import { SIGNER_OPTIONS, SIGNER_USAGE, signerOf, tellCertificate } from './publish-signer.ts';
import { readInput } from '#electron/cli/input/read-input.ts';
import { isSystemError, reasonOf } from '#electron/services/disk/system-error.ts';

const USAGE =
  `workbench publish FACTS.json|PACKAGE.ysb --out DIR [--catalogue FILE] [--edition web|print] [--date YYYY-MM-DD] ${SIGNER_USAGE}` +
  '（待核未按名接受（填报文件的 accepted）、矛盾未答复（replies）或数据包未定稿时，只生成预览稿，不签名；已签名的公示不会被替换）';

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
  readonly edition: NoticeEdition;
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
  const { settled, open } = input.value.finality;
  // A signature stands for something settled (SPEC PU17); where only replies are wanting, the rest is checked before.
  const isOpen = !settled.ok && settled.error.code === 'inspection.not-ready';
  if (!settled.ok && !isOpen && values.p12 !== undefined) return settled;
  const dated = datedInput(input.value, plan.value, now);
  if (!dated.ok) return dated;
  const signer = await signerOf(values, now, io, USAGE);
  if (!signer.ok) return signer;
  if (!settled.ok && signer.value !== null) {
    io.error(listed(open));
    return settled;
  }
  if (signer.value !== null) tellCertificate(signer.value, io);
  const free = await checkPlaces(plan.value.out, noticeFileNames(input.value.facts.profile.community));
  if (!free.ok) return free;
  const renderer = createNoticeRenderer();
  const control = { progress: () => undefined, signal: new AbortController().signal };
  const notice = await renderer.render(dated.value, control);
  await renderer.close();
  if (!notice.ok) return ours(notice);
  const signed = signer.value === null ? ok(null) : await signNotice(notice.value, signer.value, now);
  if (!signed.ok) return ours(signed);
  if (!settled.ok) io.out(`尚未定稿：每页标有“预览稿”。\n${open.length === 0 ? '' : listed(open)}`);
  return await write(plan.value.out, notice.value, signed.value, io);
}

/** What is open, in lines that no name in them can break. */
function listed(open: readonly string[]): string {
  const lines = open.map((line) => `  ${line.replace(/\p{Cc}/gu, ' ')}\n`);
  return ['还没有处理的（填报文件在 accepted 中按名接受待核，在 replies 中答复矛盾）：\n', ...lines].join('');
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

/**
 * What the notice is made of. The date of a 定稿 is settled and not for the command to change; a facts file is dated as
 * asked for, as its profile says, or today, and only the first answers what is doubtful. A final notice is never dated
 * ahead of its making (`publication.date-unsound`).
 */
function datedInput(input: Input, { edition, date }: Plan, now: Date): Result<NoticeInput, ErrorCode> {
  const { catalogue, sha256: catalogueSha256, facts, finality } = input;
  const source = { catalogue, catalogueSha256, facts, edition };
  if (finality.settled.ok && finality.settled.value.at !== null) {
    const made = noticeInputOf({ ...source, settled: { ...finality.settled.value, at: finality.settled.value.at } }, 0);
    if (date !== undefined && date !== made.date)
      return badUsage(`数据包定稿时的落款日期是 ${made.date}，不能另写 --date`);
    return isAhead(made, now.getTime()) ? err('publication.date-unsound', { doubts: aheadText(made) }) : ok(made);
  }
  const day = date ?? usualDate(facts, now.getTime());
  const accepted = finality.settled.ok ? finality.settled.value.accepted : [];
  const made = noticeInputOf({ ...source, settled: { at: chinaDayStart(day), date: day, accepted } }, 0);
  if (!finality.settled.ok) return ok({ ...made, final: false });
  const look = { day, folded: { facts, history: [], clocks: [] }, now: now.getTime() };
  const doubts = dateDoubts(look).filter((doubt) => doubt === 'future' || date === undefined);
  if (doubts.length === 0) return ok(made);
  return err('publication.date-unsound', { doubts: doubts.map((doubt) => dateDoubtText(doubt, look)).join('；') });
}

/** Says before the work what would be refused after it. */
const checkPlaces = (out: string, { pdf, xlsx }: { readonly pdf: string; readonly xlsx: string }) =>
  guarded(out, async () => {
    for (const name of [pdf, xlsx]) await refuseTaken(join(out, name), isSignedPdf);
  });

async function guarded(out: string, work: () => Promise<void>): Promise<Result<null, ErrorCode>> {
  try {
    await work();
    return ok(null);
  } catch (fault) {
    if (fault instanceof InTheWay && fault.by === 'kept') return err('publication.not-replaced', { path: fault.path });
    if (!isSystemError(fault)) throw fault;
    const path = fault instanceof InTheWay ? fault.path : out;
    return err('cli.write-failed', { path, reason: reasonOf(fault) });
  }
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
  const files = [
    { name: names.xlsx, bytes: xlsx },
    { name: names.pdf, bytes: signed?.pdf ?? notice.pdf },
  ];
  const written = await guarded(out, () => writeTogether(out, files, isSignedPdf));
  if (!written.ok) return written;
  const signatures = signed?.signatures.map(({ role, name, test }) => `${role} ${name}${test ? '（测试证书）' : ''}`);
  io.out(`公示：${join(out, names.pdf)}（${pages} 页）\n附件：${join(out, names.xlsx)}\n`);
  io.out(signatures === undefined ? '未签名：没有给出证书（--p12）。\n' : `已签名：${signatures.join('；')}\n`);
  return ok(null);
}
