import type { PackageSigner } from '../package/signature.ts';
import type { PackagePlan } from '../package/plan.ts';

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
  replace: ({ total }) => `记录 ${total} 条，替换本机来历不明的（原文件另存）`,
  'damaged-here': () => '本机的已损坏，不再写入',
};

const REFUSALS: Readonly<Record<NonNullable<Stream['refused']>, string>> = {
  'package.stream-own': '自称本机的记录，但不是本机签名的，不导入',
  'package.stream-key-changed': '签名的密钥与该设备以往的不同，不导入',
  'package.stream-unsigned': '没有该设备的签名，不能接在已有记录之后，不导入',
  'package.key-unreadable': '已知设备密钥的记录读不出来，无法核对签名，不导入',
};

/** What a stream of a package would bring, or why nothing of it is taken in. */
export const streamText = (stream: Stream): string =>
  stream.refused === null ? COMPARISONS[stream.is](stream) : REFUSALS[stream.refused];

const VOUCHING: Readonly<Record<Stream['by'], string>> = {
  own: '本机签名',
  known: '该设备签名',
  new: '该设备签名，首次见到',
  other: '签名不是该设备的',
  unsigned: '未签名，来自早期版本',
};

/** Who vouches for a stream, in a few words. */
export const vouchingText = ({ by, refused }: Stream): string =>
  refused === 'package.stream-own' ? VOUCHING.other : VOUCHING[by];

/** A fingerprint in groups of four, as people read it to each other. */
export const fingerprintText = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
