import { useEffect, useState } from 'react';
import { viewerText } from '#renderer/text/viewer-text.ts';

/** Copies a text and says whether it did. */
export function CopyButton({ text }: { readonly text: string }) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setSaid(viewerText.copied),
      () => setSaid(viewerText.copyFailed),
    );
  };
  return (
    <button type="button" className="btn" aria-live="polite" onClick={copy}>
      {said ?? viewerText.copy}
    </button>
  );
}
