/** Wording of 使用手册 and 关于. */
export const helpText = {
  search: '在手册中查找',
  contents: '目录',
  found: (count: number) => (count === 0 ? '没有找到，换一个词试试' : `找到 ${count} 处`),
  loading: '正在打开…',
  previous: '上一章',
  next: '下一章',
  errorWhat: '提示',
  errorSafe: '什么没有丢',
  errorTodo: '怎么办',
  code: '代码',
} as const;

/** Failure codes by what stands before their dot. */
export const ERROR_AREAS: Readonly<Record<string, string>> = {
  app: '程序',
  backup: '备份与恢复',
  catalogue: '指标目录',
  cli: '命令行',
  diagnostics: '诊断包',
  evidence: '佐证',
  facts: '填报数据文件',
  index: '本机索引',
  inspection: '验收项目',
  journal: '验收记录',
  package: '数据包',
  publication: '公示文件',
  secret: '证书与密码的保管',
  settings: '设置',
  signature: '签名',
  sync: '同步',
  update: '更新',
};

/** What 关于 says beyond what 设置 says as well. */
export const aboutText = {
  edition: '运行方式',
  licences: '第三方软件与字体的许可',
  licencesHint: (count: number) => `本程序使用了下列 ${count} 个开源软件包和字体，在此致谢。点名称看许可全文。`,
  noText: '软件包中没有附许可全文，许可名称如上。',
  chromium: 'Chromium 及其组件的许可见安装目录中的 LICENSES.chromium.html。',
  back: '返回',
} as const;
