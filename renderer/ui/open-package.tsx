import { useRef } from 'react';
import { usePackages } from '../stores/context.ts';
import { packageText } from '../text/package-text.ts';

/** Asks for a package in the system's own dialog and opens it. */
export function OpenPackage() {
  const openFile = usePackages((state) => state.openFile);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        {packageText.open}
      </button>
      <input
        ref={input}
        type="file"
        accept=".ysb"
        hidden
        aria-label={packageText.open}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file chosen again is a choice, too.
          event.target.value = '';
          if (file !== undefined) void openFile(file);
        }}
      />
    </>
  );
}
