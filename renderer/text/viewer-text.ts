const SAVED_WHOLE = '原件已原样保存，记录不受影响；可以另存后用其他程序打开。';

const LACKS = { font: '文件没有嵌入字体，本机也没有', picture: '有一张图片的格式不能解码' } as const;

/** Wording of the viewer for originals. */
export const viewerText = {
  title: (place: number, of: number) => `佐证 ${place} / ${of}`,
  previous: '上一个',
  next: '下一个',
  fit: '适合窗口',
  actual: '100%',
  zoom: '缩放',
  turn: '向右旋转',
  hold: '对照',
  holdHint: '固定这一份，与其他的并排对照 C',
  holding: '已固定这一份：按 ← → 看另一份，两份并排。',
  remove: '移除…',
  camera: '拍摄设备',
  twins: '同一文件',
  twin: (clause: string) => `也在 ${clause}`,
  save: '另存原件',
  caption: '说明（随附件公示）',
  captionPlaceholder: '拍的是什么、在哪里',
  clause: '归属条款',
  name: '文件名',
  size: '大小',
  pixels: '像素',
  takenAt: '拍摄时间',
  noTime: '照片中没有记录',
  place: '拍摄位置',
  addedAt: '添加时间',
  hash: 'SHA-256',
  copy: '复制',
  copied: '已复制',
  copyFailed: '没有复制成功',
  loading: '正在读取原件',
  incomplete: '文件不完整：添加时就没有到结尾，可能是复制中断。原样保存，请尽量补一份完整的。',
  /** What stands in place of an original that is not shown: why, and what to do. */
  unshown: {
    kind: { what: '这种图片在本机不能直接显示。', hint: SAVED_WHOLE },
    picture: { what: '图片打不开：文件本身不完整或有错。', hint: SAVED_WHOLE },
    absent: {
      what: '原件没有读出来，可能已丢失或损坏。',
      hint: '填写的内容不受影响。请到“备份”，从备份中恢复这份原件。',
    },
    locked: { what: '这份 PDF 设有打开密码，这里不能显示。', hint: SAVED_WHOLE },
    unreadable: { what: '这份 PDF 打不开：文件本身不完整或有错。', hint: SAVED_WHOLE },
  },
  lacks: (page: number, lacks: readonly ('font' | 'picture')[]) =>
    `第 ${page} 页显示可能不全：${lacks.map((lack) => LACKS[lack]).join('；')}。原件没有变，可以另存后用其他程序打开。`,
  photo: (name: string) => `${name}，双击切换 100% 与适合窗口`,
} as const;
