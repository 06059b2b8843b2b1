/** Wording of 导出诊断包; what each file of it is stands in the shared texts. */
export const diagnosticsText = {
  title: '诊断包',
  intro: '程序出错时导出，交给维护人员。',
  export: '导出诊断包…',
  contents: '将导出以下内容',
  dumps: (count: number, size: string, latest: string) => `附上 ${count} 份崩溃转储（${size}，最近一次 ${latest}）`,
  dumpsHint: '转储是程序出错时的内存副本，可能含有正在处理的姓名、号码等内容。只在维护人员要求时附上。',
  noDumps: '本机没有崩溃转储。',
  save: '保存诊断包',
  cancel: '取消',
  making: '正在核对数据、生成诊断包',
  saved: (name: string) => `已生成 ${name}`,
} as const;
