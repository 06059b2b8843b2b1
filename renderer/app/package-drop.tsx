import { useEffect, useState } from 'react';
import { usePackages } from '../stores/context.ts';
import { packageText } from '../text/package-text.ts';

const isPackage = (file: File): boolean => file.name.toLowerCase().endsWith('.ysb');

/** Takes a package that is dropped anywhere on the window, before what lies under it takes it for a photo. */
export function PackageDrop() {
  const openFile = usePackages((state) => state.openFile);
  const [over, setOver] = useState(false);
  useEffect(() => {
    // While it is dragged only its kind can be seen: a package is a file of no kind that the browser knows.
    const onDrag = (event: DragEvent) => {
      const items = [...(event.dataTransfer?.items ?? [])];
      setOver(items.length === 1 && items[0]?.kind === 'file' && items[0].type === '');
    };
    const onLeave = (event: DragEvent) => void (event.relatedTarget === null && setOver(false));
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const file = [...(event.dataTransfer?.files ?? [])].find(isPackage);
      if (file === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      void openFile(file);
    };
    const capture = { capture: true };
    addEventListener('dragover', onDrag, capture);
    addEventListener('dragleave', onLeave, capture);
    addEventListener('drop', onDrop, capture);
    return () => {
      removeEventListener('dragover', onDrag, capture);
      removeEventListener('dragleave', onLeave, capture);
      removeEventListener('drop', onDrop, capture);
    };
  }, [openFile]);
  return over ? <div className="package-drop">{packageText.drop}</div> : null;
}
