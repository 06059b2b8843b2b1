import { useLayoutEffect, useRef, useState, type CSSProperties, type MouseEvent, type PointerEvent } from 'react';
import { viewerText } from '#renderer/text/viewer-text.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly url: string;
  readonly name: string;
  readonly actual: boolean;
  /** Quarters to the right. */
  readonly turns: number;
  readonly onZoom: (actual: boolean) => void;
  readonly onSize: ((pixels: Pixels) => void) | null;
  readonly onBroken: () => void;
}

/** Shares of the picture, 0 to 1, that should be in the middle. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** A photo, whole or at its true size, turned as asked; a double click looks closer at the very place, dragging moves it. */
export function PhotoStage({ url, name, actual, turns, onZoom, onSize, onBroken }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const aim = useRef<Point>(MIDDLE);
  const [pixels, setPixels] = useState<Pixels | null>(null);
  const loaded = pixels !== null;
  useLayoutEffect(() => {
    const element = frame.current;
    if (!actual || element === null) return;
    element.scrollLeft = element.scrollWidth * aim.current.x - element.clientWidth / 2;
    element.scrollTop = element.scrollHeight * aim.current.y - element.clientHeight / 2;
    aim.current = MIDDLE;
  }, [actual, loaded, turns]);
  const onDoubleClick = (event: MouseEvent) => {
    if (image.current !== null) aim.current = shareAt(event, image.current, turns);
    onZoom(!actual);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.buttons === 1) frame.current?.scrollBy(-event.movementX, -event.movementY);
  };
  return (
    <div
      ref={frame}
      className={`photo${actual ? ' actual' : ''}`}
      onPointerMove={onPointerMove}
      onDoubleClick={onDoubleClick}
      aria-busy={!loaded}
    >
      <div className={`sheet turn-${turns}`} style={actual ? sheetSize(pixels, turns) : {}}>
        <img
          ref={image}
          src={url}
          alt={viewerText.photo(name)}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setPixels({ width, height });
            onSize?.({ width, height });
          }}
          onError={onBroken}
        />
      </div>
      {!loaded && <p>{viewerText.loading}</p>}
    </div>
  );
}

/** What a picture measures as it lies: turned by a quarter its sides change places. */
function asTurned({ width, height }: Pixels, turns: number): Pixels {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** The room that a picture takes at its true size. */
function sheetSize(pixels: Pixels | null, turns: number): CSSProperties {
  if (pixels === null) return {};
  const { width, height } = asTurned(pixels, turns);
  return { width: `${width}px`, height: `${height}px` };
}

/** Where on the picture as it lies an event happened; the picture stands centred within its element. */
function shareAt({ clientX, clientY }: MouseEvent, image: HTMLImageElement, turns: number): Point {
  const box = image.getBoundingClientRect();
  const { width, height } = asTurned({ width: image.naturalWidth, height: image.naturalHeight }, turns);
  const scale = Math.min(box.width / width, box.height / height);
  const share = (at: number, from: number, room: number, size: number) =>
    Math.min(1, Math.max(0, (at - from - (room - size) / 2) / size));
  return {
    x: share(clientX, box.left, box.width, width * scale),
    y: share(clientY, box.top, box.height, height * scale),
  };
}
