import { useReducer } from 'react';
import { useInspection, useServices } from '#renderer/stores/context.ts';
import { type CertificateFile, NO_CERTIFICATE, reduceSigning, type SigningState } from './certificate-file.ts';
import { saveBytes } from '#renderer/host/save-file.ts';
import type { CertificateInfo } from '#shared/host/notice-records.ts';
import { readBytes } from '#renderer/host/read-bytes.ts';

const P12_TYPE = 'application/x-pkcs12';

export interface CertificateActions {
  readonly state: SigningState;
  readonly choose: (file: File) => Promise<void>;
  readonly setPassword: (password: string) => void;
  readonly inspect: () => Promise<void>;
  /** Chooses one of several. */
  readonly take: (certificate: CertificateInfo) => void;
  readonly makeTest: (name: string) => Promise<void>;
}

/** The certificate to sign with: a file of the user's, or a 测试证书 made here and saved by download. */
export function useCertificate(): CertificateActions {
  const { host } = useServices();
  const organisation = useInspection((inspection) => inspection.facts.profile.authority);
  const [state, send] = useReducer(reduceSigning, NO_CERTIFICATE);
  const inspect = async (file: CertificateFile, password: string) => {
    const inspected = await host.upload('certificate:inspect', { password }, file.bytes);
    if (inspected.ok) send({ is: 'inspected', certificates: inspected.value.certificates });
    else send({ is: 'failed', failure: inspected.error });
  };
  return {
    state,
    choose: async (file) => {
      const bytes = await readBytes(file);
      if (bytes === null) return send({ is: 'failed', failure: { code: 'signature.file-unreadable' } });
      send({ is: 'chosen', file: { name: file.name, bytes } });
    },
    take: (certificate) => send({ is: 'certificate', certificate }),
    setPassword: (password) => send({ is: 'password', password }),
    inspect: async () => {
      if (state.file === null) return;
      send({ is: 'busy', with: 'inspecting' });
      await inspect(state.file, state.password);
    },
    makeTest: async (name) => {
      send({ is: 'busy', with: 'making' });
      const made = await host.call('certificate:make-test', { name, organisation });
      if (!made.ok) return send({ is: 'failed', failure: made.error });
      const { fileName, base64, password } = made.value;
      const file = { name: fileName, bytes: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) };
      saveBytes(file.bytes, fileName, P12_TYPE);
      send({ is: 'made', file, password });
      await inspect(file, password);
    },
  };
}
