import { useSession, useSettings } from '#renderer/stores/context.ts';
import { boardText } from '#renderer/text/board-text.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import type { Finding } from '#shared/assess/types.ts';

/** 保留并说明: keeps what a finding objects to, with the reason and who says so. */
export function ReplyDialog({ finding, onClose }: { readonly finding: Finding | null; readonly onClose: () => void }) {
  const record = useSession((state) => state.record);
  const inspection = useSession((state) => state.inspection?.id ?? '');
  const author = useSettings((state) => state.settings.author);
  return (
    <ReasonDialog
      open={finding !== null}
      title={boardText.keep}
      hint={boardText.keepHint}
      okText={boardText.keepConfirm}
      published
      form={`reply/${inspection}/${finding?.key ?? ''}`}
      name={author}
      onCancel={onClose}
      onOk={({ reason, by }) => {
        if (finding !== null) void record([{ type: 'finding.replied', payload: { key: finding.key, reason, by } }]);
        onClose();
      }}
    >
      {finding !== null && <p className="finding-quote">{finding.message}</p>}
    </ReasonDialog>
  );
}
