import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { assignmentsOf } from '#shared/log/events.ts';
import type { Register } from '#shared/log/register.ts';
import { useKeptText } from '../parts/fields/use-form-text.ts';
import { useForms, useInspection, useSession, useStores } from '../stores/context.ts';
import { refusedText, withText, type RefusedText } from '../stores/refused-text.ts';
import type { SetAside } from '../stores/set-aside.ts';
import { registerName } from '../text/conflict-words.ts';
import { asideReason, asideText } from '../text/session-text.ts';
import { shortValue } from '../text/step-words.ts';
import { Confirm } from '../ui/confirm.tsx';
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
      <p className="aside-hint">{asideText.hint}</p>
      <ul className="aside">
        {list.map((one) => (
          <AsideItem key={one.id} one={one} onGo={onClose} />
        ))}
      </ul>
    </Modal>
  );
}

function AsideItem({ one, onGo }: { readonly one: SetAside; readonly onGo: () => void }) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const facts = useInspection((inspection) => inspection.facts);
  const draft = one.drafts[one.refused];
  const [written] = draft === undefined ? [] : assignmentsOf(draft);
  if (written === undefined) return null;
  const refused = refusedText(one);
  const ways = <Ways one={one} place={written.register} onGo={onGo} />;
  return (
    <li>
      <p>
        <b>{registerName(written.register, catalogue, facts)}</b>{' '}
        {refused === null && shortValue(written.value, written.register)}
      </p>
      <p className="unmet">{asideReason(one.failure, refused?.text ?? null)}</p>
      {one.drafts.length > 1 && <small>{asideText.together(one.drafts.length)}</small>}
      {refused === null ? (
        <Again one={one}>{ways}</Again>
      ) : (
        <Mending one={one} refused={refused}>
          {ways}
        </Mending>
      )}
    </li>
  );
}

interface WaysProps {
  readonly one: SetAside;
  readonly place: Register;
  readonly onGo: () => void;
}

/** What can be done beside saving it: look at its place, or give it up. */
function Ways({ one, place, onGo }: WaysProps) {
  const stores = useStores();
  const giveUp = useSession((state) => state.giveUp);
  const go = () => {
    onGo();
    goToPlace(stores, place);
  };
  return (
    <>
      <button type="button" className="btn" onClick={go}>
        {asideText.go}
      </button>
      <Confirm question={asideText.giveUpConfirm} yes={asideText.giveUp} danger onYes={() => giveUp(one.id)}>
        <button type="button" className="btn">
          {asideText.giveUp}
        </button>
      </Confirm>
    </>
  );
}

interface MendingProps {
  readonly one: SetAside;
  readonly children: ReactNode;
}

/** What is no text can only be tried again. */
function Again({ one, children }: MendingProps) {
  const mend = useSession((state) => state.mend);
  return (
    <div className="row">
      <button type="button" className="btn primary" onClick={() => void mend(one.id, one.drafts)}>
        {asideText.again}
      </button>
      {children}
    </div>
  );
}

/** The text that stands in the way, to be put right here. */
function Mending({ one, refused, children }: MendingProps & { readonly refused: RefusedText }) {
  const mend = useSession((state) => state.mend);
  const form = `aside/${useInspection(({ id }) => id)}/${one.id}`;
  const forget = useForms((state) => state.forget);
  const { text, controlWith } = useKeptText({ form, field: 'text', initial: refused.text });
  const drafts = withText(one, refused, text);
  return (
    <form
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
      <div className="row">
        <button type="submit" className="btn primary" disabled={drafts === null}>
          {asideText.keep}
        </button>
        {children}
      </div>
    </form>
  );
}
