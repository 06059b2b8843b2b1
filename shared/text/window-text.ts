/** Wording of the dialogs that the program shows outside its own window. */
export const windowText = {
  crashed: '窗口接连出错',
  crashedDetail: '已保存的内容都在数据文件夹中，没有丢失。可以重新载入继续工作；再次出错时请导出诊断包，交给维护人员。',
  hanging: '窗口没有响应',
  hangingDetail:
    '已保存的内容都在数据文件夹中，没有丢失。可以再等一会儿；重新载入后，刚输入、尚未保存的内容会作为草稿找回。',
  broken: '程序内部出错，即将关闭',
  brokenDetail: '已保存的内容都在数据文件夹中，没有丢失。请重新打开程序；仍然出错时请把日志交给维护人员。',
  wait: '等待',
  reload: '重新载入',
  diagnose: '导出诊断包',
  quit: '退出',
  diagnosed: '诊断包已保存',
  diagnosedDetail: '不含照片、填报内容、社区与人员名称。',
  closeToQuit: '关闭此窗口即退出。',
  notDiagnosed: '诊断包没有写成，请检查磁盘空间后重试。',
  diagnosticsName: '诊断包.zip',
  unsaved: (count: number) => `还有 ${count} 处修改没有保存`,
  unsavedDetail: '这些内容已作为草稿留在本机，下次打开时会自动找回并再次保存。建议先返回，处理保存失败的原因。',
  stay: '返回',
  leave: '仍然退出',
} as const;
