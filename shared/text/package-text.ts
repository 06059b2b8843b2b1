import type { PackagePlan, PackageSigner } from '../host/package-records.ts';

const STANDINGS: Readonly<Record<PackageSigner['standing'], string>> = {
  own: '本机',
  known: '已知设备，密钥与以往相同',
  new: '首次见到的设备',
  changed: '密钥与该设备以往的不同',
};

/** How a device stands here, in a few words. */
export const standingText = (standing: PackageSigner['standing']): string => STANDINGS[standing];

type Stream = PackagePlan['streams'][number];

const COMPARISONS: Readonly<Record<Stream['is'], (stream: Stream) => string>> = {
  new: ({ total }) => `新的记录 ${total} 条`,
  longer: ({ events }) => `后续记录 ${events} 条`,
  repair: ({ events }) => `修复本机损坏的记录，补回 ${events} 条`,
  same: () => '与本机相同',
  shorter: () => '本机的更新',
  fork: () => '与本机的分叉，保留本机的',
  'damaged-here': () => '本机的已损坏，不再写入',
};

/** What a stream of a package would bring. */
export const streamText = (stream: Stream): string => COMPARISONS[stream.is](stream);

/** A fingerprint in groups of four, as people read it to each other. */
export const fingerprintText = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
