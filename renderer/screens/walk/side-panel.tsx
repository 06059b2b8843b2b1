import type { RefObject } from 'react';
import type { Indicator } from '#shared/catalogue/schema.ts';
import { EvidencePanel } from './evidence-panel.tsx';
import { NotePanel } from './note-panel.tsx';
import { RecentPanel } from './recent-panel.tsx';

interface Props {
  readonly indicator: Indicator;
  readonly picker: RefObject<HTMLInputElement | null>;
}

/** What belongs to the indicator: 佐证, 备注, 最近修改. */
export function SidePanel({ indicator, picker }: Props) {
  return (
    <aside className="side">
      <EvidencePanel indicator={indicator} picker={picker} />
      <NotePanel indicator={indicator.no} />
      <RecentPanel indicator={indicator} />
    </aside>
  );
}
