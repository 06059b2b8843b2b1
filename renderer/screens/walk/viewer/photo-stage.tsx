import { useLayoutEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import { viewerText } from '#renderer/text/viewer-text.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly url: string;
  readonly name: string;
  readonly actual: boolean;
  readonly onZoom: (actual: boolean) => void;
  readonly onSize: (pixels: Pixels) => void;
  readonly onBroken: () => void;
}

/** Shares of the picture, 0 to 1, that should be in the middle. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** A photo, whole or at its true size; a double click looks closer at the very place, dragging moves it. */
export function PhotoStage({ url, name, actual, onZoom, onSize, onBroken }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const aim = useRef<Point>(MIDDLE);
  const [loaded, setLoaded] = useState(false);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!actual || element === null) return;
    element.scrollLeft = element.scrollWidth * aim.current.x - element.clientWidth / 2;
    element.scrollTop = element.scrollHeight * aim.current.y - element.clientHeight / 2;
    aim.current = MIDDLE;
  }, [actual, loaded]);
  const onDoubleClick = (event: MouseEvent) => {
    if (image.current !== null) aim.current = shareAt(event, image.current);
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
      <img
        ref={image}
        src={url}
        alt={viewerText.photo(name)}
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
          setLoaded(true);
          onSize({ width, height });
        }}
        onError={onBroken}
      />
      {!loaded && <p>{viewerText.loading}</p>}
    </div>
  );
}

/** Where on the picture itself an event happened; the picture stands centred within its element. */
function shareAt({ clientX, clientY }: MouseEvent, image: HTMLImageElement): Point {
  const box = image.getBoundingClientRect();
  const scale = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight);
  const share = (at: number, from: number, room: number, size: number) =>
    Math.min(1, Math.max(0, (at - from - (room - size) / 2) / size));
  return {
    x: share(clientX, box.left, box.width, image.naturalWidth * scale),
    y: share(clientY, box.top, box.height, image.naturalHeight * scale),
  };
}
