import { useSession } from '../stores/context.ts';
import { shellText } from '../text/shell-text.ts';
import { Confirm } from '../ui/confirm.tsx';

/** Gives up what could not be saved, after asking. */
export function DiscardUnsaved() {
  const discard = useSession((state) => state.discardUnsaved);
  return (
    <Confirm question={shellText.discardConfirm} yes={shellText.discardYes} danger onYes={() => void discard()}>
      <button type="button" className="btn">
        {shellText.discard}
      </button>
    </Confirm>
  );
}
