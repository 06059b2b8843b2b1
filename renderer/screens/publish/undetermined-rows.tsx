import { useState } from 'react';
import { useInspection, useSession } from '#renderer/stores/context.ts';
import { checkText } from '#renderer/text/publish-text.ts';
import { useGoToMissing } from '#renderer/parts/fields/missing.ts';
import { ReasonDialog } from '#renderer/parts/reason-dialog.tsx';
import type { OpenIndicator } from '#shared/publication/readiness.ts';
import { Within } from './step.tsx';

interface Props {
  readonly items: readonly OpenIndicator[];
  /** After 定稿 nothing is accepted or taken back any more. */
  readonly fixed: boolean;
}

/** 待核 indicators: each to be answered, or accepted as 待核 with a reason. */
export function UndeterminedRows({ items, fixed }: Props) {
  const withdraw = useSession((state) => state.withdraw);
  const goToMissing = useGoToMissing();
  const [accepting, setAccepting] = useState<readonly OpenIndicator[]>([]);
  const open = items.filter(({ accepted }) => accepted === null);
  const [unfolded, setUnfolded] = useState(false);
  const listed = unfolded || open.length > 0;
  return (
    <>
      {open.length === 0 && (
        <li className="fold">
          <button type="button" className="btn link" aria-expanded={listed} onClick={() => setUnfolded(!unfolded)}>
            {unfolded ? checkText.hide : checkText.show}
          </button>
        </li>
      )}
      {listed && (
        <Within>
          <ul className="open-items">
            {!fixed && open.length > 1 && (
              <li className="rest">
                <button type="button" className="btn link" onClick={() => setAccepting(open)}>
                  {checkText.acceptRest(open.length)}
                </button>
              </li>
            )}
            {items.map((item) => (
              <li key={item.no}>
                <i className="dot und" aria-hidden="true" />
                <span className="what" title={item.accepted ?? ''}>
                  <span className="num">{item.no}</span> {item.name}
                  {item.accepted === null ? (
                    <small>{item.missing > 0 ? checkText.missing(item.missing) : ''}</small>
                  ) : (
                    <small>{`${checkText.accepted}：${item.accepted}`}</small>
                  )}
                </span>
                {!fixed && item.accepted === null && (
                  <>
                    <button type="button" className="btn link" onClick={() => goToMissing(item.no)}>
                      {checkText.answer}
                    </button>
                    <button type="button" className="btn link" onClick={() => setAccepting([item])}>
                      {checkText.accept}
                    </button>
                  </>
                )}
                {!fixed && item.accepted !== null && (
                  <button type="button" className="btn link" onClick={() => withdraw(item.no)}>
                    {checkText.withdraw}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </Within>
      )}
      <AcceptDialog items={accepting} onClose={() => setAccepting([])} />
    </>
  );
}

interface DialogProps {
  readonly items: readonly OpenIndicator[];
  readonly onClose: () => void;
}

function AcceptDialog({ items, onClose }: DialogProps) {
  const accept = useSession((state) => state.accept);
  const inspection = useInspection(({ id }) => id);
  const [first] = items;
  const title =
    items.length > 1 || first === undefined
      ? checkText.acceptRestTitle(items.length)
      : checkText.acceptTitle(first.no, first.name);
  return (
    <ReasonDialog
      open={items.length > 0}
      title={title}
      hint={checkText.acceptHint}
      okText={checkText.acceptConfirm}
      published
      form={`acceptance/${inspection}/${items.map(({ no }) => no).join(',')}`}
      name={null}
      onCancel={onClose}
      onOk={({ reason }) => {
        accept(
          items.map(({ no }) => no),
          reason,
        );
        onClose();
      }}
    />
  );
}
