import { Popconfirm } from 'antd';
import type { ReactElement } from 'react';
import { dialogText } from '../text/dialog-text.ts';

interface Props {
  readonly question: string;
  /** What is done, on the button that does it. */
  readonly yes: string;
  readonly danger?: boolean;
  readonly placement?: 'top' | 'topRight';
  readonly onYes: () => void;
  /** The button that asks. */
  readonly children: ReactElement;
}

/** Asks beside a button before it does something; opened by the keyboard it is answered by the keyboard, 取消 first. */
export function Confirm({ question, yes, danger = false, placement = 'top', onYes, children }: Props) {
  return (
    <Popconfirm
      title={question}
      okText={yes}
      okButtonProps={{ danger }}
      cancelText={dialogText.cancel}
      cancelButtonProps={{ autoFocus: true }}
      placement={placement}
      destroyOnHidden
      onConfirm={onYes}
    >
      {children}
    </Popconfirm>
  );
}
