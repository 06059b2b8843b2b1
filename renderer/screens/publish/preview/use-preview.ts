import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useInspection, useServices, useSession, useStores } from '#renderer/stores/context.ts';
import type { NoticeEdition } from '#shared/publication/notice-edition.ts';
import { Preview } from './preview-store.ts';
import type { PreviewState } from './preview-state.ts';

/** The facts must rest this long before a preview is made of them. */
const REST_MS = 700;

const later = (task: () => void): (() => void) => {
  const timer = setTimeout(task, REST_MS);
  return () => clearTimeout(timer);
};

/** The preview of the open inspection, made anew whenever the host has other facts on disk; idle while none is wanted. */
export function usePreview(edition: NoticeEdition | null): PreviewState & {
  readonly make: () => void;
} {
  const { host } = useServices();
  const { jobs } = useStores();
  const inspection = useInspection(({ id }) => id);
  const facts = useInspection((open) => open.facts);
  const finalised = useInspection((open) => open.finalised);
  const saved = useSession((state) => state.unsaved === 0);
  const [preview] = useState(
    () => new Preview({ host, jobs: jobs.getState(), inspection, edition: edition ?? 'web', later }),
  );
  const state = useStore(preview.store);
  const made = useRef<{ readonly facts: unknown; readonly finalised: boolean } | null>(null);
  useEffect(() => {
    preview.open();
    return () => preview.close();
  }, [preview]);
  useEffect(() => {
    if (edition !== null) preview.setEdition(edition);
  }, [preview, edition]);
  useEffect(() => {
    if (!saved || edition === null) return;
    if (made.current?.facts === facts && made.current.finalised === finalised) return;
    made.current = { facts, finalised };
    preview.changed();
  }, [preview, facts, finalised, saved, edition]);
  return { ...state, make: () => preview.make() };
}
