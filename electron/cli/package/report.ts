import type { PackagePlan } from '#shared/package/plan.ts';
import { stateOf } from '#electron/services/package/open-package.ts';
import type { PackageContents } from '#electron/services/package/open-package.ts';
import { fingerprintOf } from '#electron/services/trust/device-key.ts';
import { fingerprintText, standingText, streamText, vouchingText } from '#shared/text/package-text.ts';

/** What a verified package holds, for a terminal. */
export function packageReport(opened: PackageContents): string {
  const { manifest, signature, copies, files } = opened;
  const state = stateOf(opened);
  const count = (is: string): number => files.filter((file) => file.is === is).length;
  const events = copies.reduce((sum, { part }) => sum + part.head.seq, 0);
  return lines([
    `数据包：${state?.facts.profile.community ?? ''}（验收项目 ${manifest.inspection}）`,
    `签名：成立；设备 ${manifest.device}，密钥指纹 ${fingerprintText(fingerprintOf(signature.key))}`,
    `生成：${manifest.madeAt}　${manifest.madeBy === '' ? '未署名' : manifest.madeBy}　程序版本 ${manifest.product}`,
    `记录：${events} 条，来自 ${copies.length} 台设备（${copies.map(({ part: { device, head } }) => `${device} ${head.seq} 条`).join('，')}）`,
    ...copies.map(
      ({ part: { device }, voucher }) =>
        `设备 ${device} 的记录：${voucher === null ? '未签名' : `由其密钥签名，指纹 ${fingerprintText(fingerprintOf(voucher.key))}`}`,
    ),
    `文件：照片与文件原件 ${count('original')} 个，指标目录 ${count('catalogue')} 个，公示文件 ${count('notice')} 个，缺少 ${manifest.missing.length} 个`,
    `根哈希：${manifest.root}`,
  ]);
}

/** What an import has brought, for a terminal. */
export function importReport(plan: PackagePlan): string {
  return lines([
    `已导入：${plan.community}（验收项目 ${plan.inspection}）`,
    `来源：设备 ${plan.signer.device}（${standingText(plan.signer.standing)}），密钥指纹 ${fingerprintText(plan.signer.fingerprint)}`,
    `新增：记录 ${plan.events} 条，照片与文件原件 ${plan.photos} 个，指标目录 ${plan.catalogues} 个，公示文件 ${plan.notices} 个`,
    ...plan.streams.map((stream) => `设备 ${stream.device}：${streamText(stream)}（${vouchingText(stream)}）`),
  ]);
}

/** Names come from files: nothing in them may steer the terminal. */
const lines = (texts: readonly string[]): string => texts.map((text) => `${text.replace(/\p{Cc}/gu, ' ')}\n`).join('');
