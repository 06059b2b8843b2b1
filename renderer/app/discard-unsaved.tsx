import { Popconfirm } from 'antd';
import { useSession } from '../stores/context.ts';
import { shellText } from '../text/shell-text.ts';

/** Gives up what could not be saved, after asking. */
export function DiscardUnsaved() {
  const discard = useSession((state) => state.discardUnsaved);
  return (
    <Popconfirm
      title={shellText.discardConfirm}
      okText={shellText.discardYes}
      cancelText={shellText.cancel}
      okButtonProps={{ danger: true }}
      onConfirm={() => void discard()}
    >
      <button type="button" className="btn">
        {shellText.discard}
      </button>
    </Popconfirm>
  );
}
