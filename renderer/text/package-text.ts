/** Wording of 数据包 in the window. */
export const packageText = {
  asking: '有填写没有保存',
  askingHint: (count: number) =>
    `这个项目有 ${count} 处填写无效，没有保存。数据包里仍是原来保存的值；输入的内容留在本机，不会丢。`,
  exportAnyway: '仍然导出',
  exportOf: (community: string) => `导出数据包：${community}`,
  exporting: '正在导出数据包',
  exported: '数据包已生成',
  exportedHint:
    '数据包包含这个验收项目的全部记录、照片和文件原件、指标目录和已发布的公示，并带有本机的签名。请保存到 U 盘或其他位置。',
  save: '保存数据包',
  sending: '正在读取数据包',
  checking: '正在核对数据包',
  importing: '正在导入数据包',
  failed: '数据包没有打开',
  exportFailed: '数据包没有导出',
  importFailed: '数据包没有导入完',
  preview: '数据包内容',
  imported: '数据包已导入',
  close: '关闭',
  cancel: '取消',
  import: '导入',
  openInspection: '打开这个项目',
  madeBy: (by: string, at: string, product: string) =>
    `${by === '' ? '未署名' : by} 于 ${at} 生成（程序版本 ${product}）`,
  signature: '签名',
  holds: '成立，内容未被改动',
  device: '来自设备',
  fingerprint: '密钥指纹',
  newDevice: '首次见到这台设备。请与对方核对密钥指纹；导入后会记住它，以后换了密钥的同名设备将被拒绝。',
  changedDevice: '这台设备以往用的是另一把密钥。为防冒名，不能导入；请与对方核实。',
  unsigned: '有设备的记录没有签名（由早期版本导出）：无法证明是谁写的，请与对方核对内容。',
  refused: '有设备的记录没有导入，原因见上。本机已有的记录不变。',
  brings: '将要导入',
  brought: '已导入',
  broughtEvents: (count: number) => `已导入 ${count} 条`,
  nothing: '本机已有其中的全部内容，没有需要导入的。',
  events: (count: number) => `记录 ${count} 条`,
  photos: (count: number, size: string) => `照片和文件原件 ${count} 个（${size}）`,
  catalogues: (count: number) => `指标目录 ${count} 个`,
  notices: (count: number) => `公示文件 ${count} 个`,
  onlyAdds: '导入只添加本机没有的内容，不替换、不删除任何内容。',
  missing: (count: number) => `对方生成数据包时缺少其中提到的 ${count} 个原件，导入后仍会缺少。`,
  forked: '有设备的记录与本机的分叉：保留本机的，数据包中的不导入。请联系维护人员。',
  damagedHere: '本机有记录已损坏，对应设备的记录不导入。请联系维护人员。',
  conflicts: (count: number) =>
    `导入后有 ${count} 处填写冲突：两边各自填写，互相没有看到。没有覆盖任何一边；请打开这个项目逐处选定，选定前不能定稿。`,
  streams: '各设备的记录',
  total: (count: number) => `共 ${count} 条`,
} as const;

const PHASES: Readonly<Record<string, string>> = {
  check: '正在核对照片和文件原件',
  write: '正在写入数据包',
  send: '正在读取文件',
  verify: '正在核对签名和内容',
  store: '正在保存照片和文件原件',
  adopt: '正在写入各设备的记录',
};

/** What a job about a package does at the moment. */
export const packagePhaseText = (phase: string): string => PHASES[phase] ?? '请稍候';
