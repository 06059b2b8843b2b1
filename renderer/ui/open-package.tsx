import { useRef } from 'react';
import { nameOf } from '#shared/commands/table.ts';
import { usePackages } from '../stores/context.ts';

/** Asks for a package in the system's own dialog and opens it. */
export function OpenPackage() {
  const openFile = usePackages((state) => state.openFile);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        {nameOf('file.open-package')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".ysb"
        hidden
        aria-label={nameOf('file.open-package')}
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
