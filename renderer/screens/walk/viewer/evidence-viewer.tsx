import { Modal } from 'antd';
import { useState } from 'react';
import type { Evidence } from '#shared/facts/schema.ts';
import { useFrozen } from '#renderer/stores/context.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { RemoveEvidence } from './remove-evidence.tsx';
import { EvidenceDetails } from './evidence-details.tsx';
import type { Pixels } from './photo-stage.tsx';
import { Stage } from './stage.tsx';
import { useViewerKeys } from './use-viewer-keys.ts';
import { ViewerTools } from './viewer-tools.tsx';
import './viewer.css';

interface Props {
  readonly items: readonly Evidence[];
  /** Id of the piece in view; null: closed. */
  readonly shown: string | null;
  readonly onShow: (id: string | null) => void;
}

/** The originals of an indicator within the window: one at a time, or one held beside the others. */
export function EvidenceViewer({ items, shown, onShow }: Props) {
  const at = items.findIndex((item) => item.id === shown);
  const item = items[at];
  return (
    <Modal
      open={item !== undefined}
      onCancel={() => onShow(null)}
      title={viewerText.title(at + 1, items.length)}
      footer={null}
      centered
      destroyOnHidden
      width="min(1240px, 96vw)"
      className="viewer"
    >
      {item !== undefined && <View items={items} item={item} onShow={onShow} />}
    </Modal>
  );
}

interface ViewProps {
  readonly items: readonly Evidence[];
  readonly item: Evidence;
  readonly onShow: (id: string | null) => void;
}

/** What is chosen of how things are looked at holds for one after the other, until the viewer is closed. */
function View({ items, item, onShow }: ViewProps) {
  const at = items.indexOf(item);
  const [previous, next] = [items[at - 1]?.id ?? null, items[at + 1]?.id ?? null];
  const disabled = useFrozen();
  const [actual, setActual] = useState(false);
  const { turnsOf, turn } = useTurns();
  const [held, setHeld] = useState<string | null>(null);
  const [size, setSize] = useState<{ readonly of: string; readonly pixels: Pixels } | null>(null);
  const [removing, setRemoving] = useState(false);
  const beside = items.find(({ id }) => id === held && id !== item.id);
  const hold = () => setHeld(held === null ? item.id : null);
  const keys = { previous, next, onShow, onTurn: () => turn(item.id), onHold: hold };
  useViewerKeys({ ...keys, onRemove: disabled ? null : () => setRemoving(true) });
  const stage = { actual, onZoom: setActual, isNamed: beside !== undefined };
  return (
    <div className="view">
      <div className={`stages${beside === undefined ? '' : ' two'}`}>
        {beside !== undefined && (
          <Stage key={`held ${beside.id}`} item={beside} turns={turnsOf(beside.id)} onSize={null} {...stage} />
        )}
        <Stage
          key={item.id}
          item={item}
          turns={turnsOf(item.id)}
          onSize={(pixels) => setSize({ of: item.id, pixels })}
          {...stage}
        />
      </div>
      <div className="beside">
        <ViewerTools
          item={item}
          actual={actual}
          isHolding={held !== null}
          canHold={items.length > 1}
          onZoom={setActual}
          onTurn={() => turn(item.id)}
          onHold={hold}
          onRemove={disabled ? null : () => setRemoving(true)}
        />
        {held === item.id && <p className="holding">{viewerText.holding}</p>}
        {item.incomplete === true && <p className="incomplete">{viewerText.incomplete}</p>}
        <EvidenceDetails key={item.id} item={item} pixels={size?.of === item.id ? size.pixels : null} onShow={onShow} />
        <Steps previous={previous} next={next} onShow={onShow} />
      </div>
      <RemoveEvidence
        item={item}
        open={removing}
        onClose={() => setRemoving(false)}
        onRemoved={() => onShow(next ?? previous)}
      />
    </div>
  );
}

/** How far each is turned, in quarters to the right: only for looking, the original stays as it is. */
function useTurns() {
  const [turns, setTurns] = useState<Readonly<Record<string, number>>>({});
  const turnsOf = (id: string): number => turns[id] ?? 0;
  return { turnsOf, turn: (id: string) => setTurns({ ...turns, [id]: (turnsOf(id) + 1) % 4 }) };
}

interface StepsProps {
  readonly previous: string | null;
  readonly next: string | null;
  readonly onShow: (id: string | null) => void;
}

function Steps({ previous, next, onShow }: StepsProps) {
  return (
    <div className="steps">
      <button type="button" className="btn" disabled={previous === null} onClick={() => onShow(previous)}>
        <Kbd>←</Kbd>
        {viewerText.previous}
      </button>
      <button type="button" className="btn" disabled={next === null} onClick={() => onShow(next)}>
        {viewerText.next}
        <Kbd>→</Kbd>
      </button>
    </div>
  );
}
