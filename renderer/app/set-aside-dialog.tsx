import { Modal, Popconfirm } from 'antd';
import { assignmentsOf } from '#shared/log/events.ts';
import { useKeptText } from '../parts/fields/use-form-text.ts';
import { useForms, useInspection, useSession, useStores } from '../stores/context.ts';
import { refusedText, withText } from '../stores/refused-text.ts';
import type { SetAside } from '../stores/set-aside.ts';
import { registerName } from '../text/conflict-words.ts';
import { asideReason, asideText } from '../text/session-text.ts';
import { shortValue } from '../text/step-words.ts';
import { goToPlace } from './go-to-place.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What the journal does not take: each with its place and reason, to be mended or given up. */
export function SetAsideDialog({ open, onClose }: Props) {
  const list = useSession((state) => state.setAside);
  return (
    <Modal open={open} title={asideText.title} onCancel={onClose} footer={null} destroyOnHidden width={560} centered>
      <p>{asideText.hint}</p>
      <ul className="aside">
        {list.map((one) => (
          <AsideItem key={one.id} one={one} onGo={onClose} />
        ))}
      </ul>
    </Modal>
  );
}

function AsideItem({ one, onGo }: { readonly one: SetAside; readonly onGo: () => void }) {
  const stores = useStores();
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const facts = useInspection((inspection) => inspection.facts);
  const giveUp = useSession((state) => state.giveUp);
  const draft = one.drafts[one.refused];
  const [written] = draft === undefined ? [] : assignmentsOf(draft);
  if (written === undefined) return null;
  const refused = refusedText(one);
  return (
    <li>
      <p>
        <b>{registerName(written.register, catalogue, facts)}</b>{' '}
        {refused === null && shortValue(written.value, written.register)}
      </p>
      <p className="unmet">{asideReason(one.failure, refused?.text ?? null)}</p>
      {one.drafts.length > 1 && <small>{asideText.together(one.drafts.length)}</small>}
      <Mending one={one} />
      <div className="row">
        <button
          type="button"
          className="btn"
          onClick={() => {
            onGo();
            goToPlace(stores, written.register);
          }}
        >
          {asideText.go}
        </button>
        <Popconfirm
          title={asideText.giveUpConfirm}
          okText={asideText.giveUp}
          cancelText={asideText.cancel}
          okButtonProps={{ danger: true }}
          onConfirm={() => giveUp(one.id)}
        >
          <button type="button" className="btn">
            {asideText.giveUp}
          </button>
        </Popconfirm>
      </div>
    </li>
  );
}

/** The text that stands in the way, to be put right here; what is no text can only be tried again. */
function Mending({ one }: { readonly one: SetAside }) {
  const mend = useSession((state) => state.mend);
  const refused = refusedText(one);
  const form = `aside/${useInspection(({ id }) => id)}/${one.id}`;
  const forget = useForms((state) => state.forget);
  const { text, controlWith } = useKeptText({ form, field: 'text', initial: refused?.text ?? '' });
  if (refused === null) {
    return (
      <button type="button" className="btn" onClick={() => void mend(one.id, one.drafts)}>
        {asideText.again}
      </button>
    );
  }
  const drafts = withText(one, refused, text);
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (drafts === null) return;
        void mend(one.id, drafts);
        forget(form);
      }}
    >
      <textarea
        className="area"
        rows={2}
        {...controlWith(drafts === null ? asideReason(one.failure, text) : null)}
        aria-label={asideText.mend}
      />
      <button type="submit" className="btn primary" disabled={drafts === null}>
        {asideText.keep}
      </button>
    </form>
  );
}
