import { NOTICE_PHASE_TEXT, NOTICE_PHASES } from '#shared/publication/notice-phases.ts';

/** Wording of 公示. */
export const publishText = {
  steps: { check: '核对', finalise: '定稿', sign: '签名', release: '发布' },
  stepsLabel: '公示步骤',
  honest: '电子签名，供完整性校验；不替代法定电子印章。',
} as const;

/** 1 核对. */
export const checkText = {
  invalid: (count: number) => `${count} 处填写无效，没有保存：改正或放弃后才能定稿`,
  mend: '去改正',
  judged: (total: number, parts: string) => `${total} 项均已判定：${parts}`,
  undetermined: (count: number) => `${count} 项待核，需补齐或逐项接受`,
  acceptedCount: (count: number) => `${count} 项待核已接受`,
  tally: (verdict: string, count: number) => `${count} ${verdict}`,
  conflictsNone: '没有填写冲突',
  conflicts: (count: number) => `${count} 处填写冲突，需选定其一`,
  unreadable: (count: number) => `${count} 条记录由更新版本写成，需升级后再定稿`,
  unprintable: (count: number) => `${count} 处用字公示无法印出，需改用其他写法`,
  contradictionsNone: '数据核对没有矛盾',
  contradictionsAnswered: (count: number) => `数据核对发现 ${count} 条矛盾，均已答复`,
  contradictions: (count: number) => `${count} 条矛盾未答复`,
  withoutEvidence: (count: number) => `${count} 项没有佐证（可继续）`,
  declared: (count: number) => `${count} 项凭申报值判定（可继续）`,
  staleNarratives: (count: number) => `${count} 项完成情况手工写成后数据有变化，可能过时（可继续）`,
  profileGaps: (labels: string) => `社区概况未填：${labels}（可继续）`,
  missing: (count: number) => `缺 ${count}`,
  answer: '补齐',
  accept: '接受…',
  acceptRest: (count: number) => `其余 ${count} 项一并接受…`,
  acceptTitle: (no: number, name: string) => `按待核公示：${no} ${name}`,
  acceptRestTitle: (count: number) => `按待核公示：其余 ${count} 项`,
  acceptHint: '该项在公示中写作“待核”，并附上这里的理由；不计作符合。',
  acceptConfirm: '接受',
  accepted: '已接受',
  withdraw: '撤回',
  fill: '去填写',
  choose: '采用',
  nobody: '未署名',
  show: '展开',
  hide: '收起',
} as const;

/** Values of a conflict in words. */
export const conflictText = {
  profile: '项目资料',
  estate: '小区名称',
  answer: (clause: string, label: string) => (clause === '' ? label : `${clause} ${label}`),
  narrative: (indicator: number) => `第 ${indicator} 项完成情况`,
  note: (indicator: number) => `第 ${indicator} 项备注`,
  waiver: (target: string) => `${target} 不涉及`,
  override: (target: string) => `${target} 人工认定`,
  evidence: '佐证',
  reply: '数据核对答复',
  status: '定稿状态',
  catalogue: '指标目录',
  cleared: '空',
  judged: (result: string, reason: string) => `${result}（${reason}）`,
} as const;

/** 2 定稿. */
export const finaliseText = {
  hint: '定稿后填报内容不能修改；需要修改时可撤销定稿并写明原因。',
  waiting: (count: number) => `还有 ${count} 项未处理`,
  unsaved: '还有填写没有保存，保存后再定稿。',
  name: '定稿人',
  date: '落款日期',
  zone: '北京时间',
  noDay: '落款日期应为一个存在的日期，例如 2024-09-02。',
  confirmDate: (day: string) => `已核对，落款日期为 ${day}`,
  dated: (day: string) => `落款日期 ${day}`,
  namePlaceholder: '姓名',
  finalise: '定稿',
  finalising: '正在定稿',
  done: (at: string, by: string) => `${at} ${by}`,
  draft: (count: number) => `第 ${count} 稿`,
  fingerprint: (short: string) => `事实指纹 ${short}`,
  accepted: (count: number) => `接受 ${count} 项待核`,
  late: (count: number) => `定稿后收到 ${count} 条此前的修改，请撤销定稿后核对`,
  reopen: '撤销定稿…',
  reopenTitle: '撤销定稿',
  reopenHint: '撤销后可以修改填报内容；已发布的文件不会改变，需要重新定稿、签名。',
  reopenConfirm: '撤销定稿',
  reopened: (at: string, by: string, reason: string) => `${at} ${by} 撤销定稿：${reason}`,
} as const;

/** 3 签名. */
export const signText = {
  later: '定稿后签名',
  choose: '选择证书文件…',
  change: '换一个',
  makeTest: '制作测试证书',
  makeTestHint: '没有证书时可以先试：文件会下载到本机，签出的公示注明“测试证书”。',
  makingTest: '正在制作测试证书',
  testSaved: (file: string) => `${file} 已下载，密码只显示这一次：`,
  file: '证书文件',
  password: '密码',
  name: '姓名',
  role: '身份',
  inspect: '核对证书',
  inspecting: '正在核对证书',
  sign: '签名',
  signAgain: '重新签名',
  test: '测试证书',
  choice: (count: number) => `文件里有 ${count} 张可以签名的证书，请选定一张`,
  serial: (serial: string) => `编号 ${serial}`,
  behalf: (words: string) => `公示上会写明${words}。`,
  issuer: (issuer: string) => `签发：${issuer}`,
  validity: (from: string, to: string) => `有效期 ${from} 至 ${to}`,
  signed: '已签',
  signedAt: (at: string) => `签于 ${at}（北京时间）`,
  damaged: '已损坏',
  edition: (edition: string) => `签名用于${edition}`,
  again: '再次签名会生成新的一版。',
} as const;

/** Notices that were signed, of this 定稿 and of earlier ones. */
export const publishedText = {
  title: '已签名的公示',
  line: (draft: number, edition: number, at: string) => `第 ${draft} 次定稿，第 ${edition} 版，${at}（北京时间）`,
  damaged: '文件缺失或已损坏，可从备份恢复，或重新签名发布新的一版',
  open: '查看此版',
  savePdf: '另存此版 PDF',
  saveXlsx: '另存此版附件',
} as const;

/** 4 发布. */
export const releaseText = {
  pdf: '另存 PDF',
  pdfUnsigned: '另存 PDF（未签名）',
  xlsx: '另存附件 XLSX',
  print: '打印…',
  printing: (done: number, total: number) => `准备打印 ${done} / ${total} 页`,
  printHint: '打印的是逐页图像（240 dpi）；要用矢量打印，请另存 PDF 后打印。',
  unsigned: '文件尚未签名。',
  later: '定稿后发布',
} as const;

/** The page as it will be printed. */
export const previewText = {
  held: (count: number) => `${count} 处填写无效，改正或放弃后再生成预览`,
  region: '公示预览',
  editions: { web: '网页公示版', print: '打印装订版' },
  signedEdition: '已签名版',
  edition: '版式',
  page: (page: number, pages: number) => `第 ${page} / ${pages} 页`,
  previous: '上一页',
  next: '下一页',
  fit: '适合宽度',
  actual: '100%',
  xlsx: '附件 XLSX',
  stale: '正在更新预览',
  making: '正在生成预览',
  retry: '重新生成',
  broken: '预览无法显示。',
  canvas: (page: number) => `第 ${page} 页`,
} as const;

/** What is happening, for a phase that a job reports; the host's own word where it has none. */
export function phaseText(phase: string): string {
  if (phase === '') return previewText.making;
  const known = NOTICE_PHASES.find((candidate) => candidate === phase);
  return known === undefined ? phase : NOTICE_PHASE_TEXT[known];
}
