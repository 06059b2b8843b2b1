import type { Evidence } from '#shared/facts/schema.ts';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { evidenceText } from '#renderer/text/walk-text.ts';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';

interface Props {
  readonly item: Evidence;
  readonly open: boolean;
  readonly onClose: () => void;
  /** It is evidence no more. */
  readonly onRemoved?: () => void;
}

/** Takes a piece of evidence out with a reason; its original stays. */
export function RemoveEvidence({ item, open, onClose, onRemoved }: Props) {
  const record = useSession((state) => state.record);
  const inspection = useInspection(({ id }) => id);
  return (
    <ReasonDialog
      form={`remove/${inspection}/${item.id}`}
      open={open}
      title={evidenceText.removeTitle(item.name)}
      hint={evidenceText.removeHint}
      okText={evidenceText.remove}
      danger
      name={null}
      onCancel={onClose}
      onOk={({ reason }) => {
        onClose();
        onRemoved?.();
        void record([{ type: 'evidence.removed', payload: { id: item.id, reason } }]);
      }}
    />
  );
}
