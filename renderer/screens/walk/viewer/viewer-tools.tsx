import type { Evidence } from '#shared/facts/schema.ts';
import { useServices } from '#renderer/stores/context.ts';
import { viewerText } from '#renderer/text/viewer-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';

interface Props {
  readonly item: Evidence;
  readonly actual: boolean;
  readonly isHolding: boolean;
  readonly canHold: boolean;
  readonly onZoom: (actual: boolean) => void;
  readonly onTurn: () => void;
  readonly onHold: () => void;
  /** Null: nothing can be taken out now. */
  readonly onRemove: (() => void) | null;
}

/** How a piece is looked at, and what can be done with it as a whole. */
export function ViewerTools({ item, actual, isHolding, canHold, onZoom, onTurn, onHold, onRemove }: Props) {
  const { fileUrl } = useServices();
  return (
    <div className="tools">
      <div className="segments" role="group" aria-label={viewerText.zoom}>
        <button type="button" aria-pressed={!actual} onClick={() => onZoom(false)}>
          {viewerText.fit}
        </button>
        <button type="button" aria-pressed={actual} onClick={() => onZoom(true)}>
          {viewerText.actual}
        </button>
      </div>
      {item.mime.startsWith('image/') && (
        <button
          type="button"
          className="btn icon"
          aria-label={viewerText.turn}
          title={`${viewerText.turn} R`}
          onClick={onTurn}
        >
          <Icon name="turn" size={18} />
        </button>
      )}
      {canHold && (
        <button type="button" className="btn" aria-pressed={isHolding} title={viewerText.holdHint} onClick={onHold}>
          {viewerText.hold}
        </button>
      )}
      <a className="btn" href={fileUrl(item.sha256, item.name)} download={item.name}>
        {viewerText.save}
      </a>
      {onRemove !== null && (
        <button type="button" className="btn" title={`${viewerText.remove} Delete`} onClick={onRemove}>
          {viewerText.remove}
        </button>
      )}
    </div>
  );
}
