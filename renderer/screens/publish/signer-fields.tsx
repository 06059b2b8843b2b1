import { Input } from 'antd';
import { useState } from 'react';
import { useSettings } from '#renderer/stores/context.ts';
import { signText } from '#renderer/text/publish-text.ts';

export interface Signer {
  readonly name: string;
  readonly role: string;
  readonly ready: boolean;
  readonly setName: (name: string) => void;
  readonly setRole: (role: string) => void;
}

/** Who signs and as what: from the settings until typed, the certificate's name where no other is known. */
export function useSigner(certificateName: string | undefined): Signer {
  const settings = useSettings((state) => state.settings);
  const [typedName, setName] = useState<string | null>(null);
  const [typedRole, setRole] = useState<string | null>(null);
  const name = typedName ?? (settings.author === '' ? (certificateName ?? '') : settings.author);
  const role = typedRole ?? settings.role;
  return { name, role, ready: name.trim() !== '' && role.trim() !== '', setName, setRole };
}

export function SignerFields({ signer }: { readonly signer: Signer }) {
  return (
    <div className="row">
      <Input
        value={signer.role}
        onChange={(event) => signer.setRole(event.target.value)}
        prefix={<span className="na">{signText.role}</span>}
        aria-label={signText.role}
        maxLength={20}
      />
      <Input
        value={signer.name}
        onChange={(event) => signer.setName(event.target.value)}
        prefix={<span className="na">{signText.name}</span>}
        aria-label={signText.name}
        maxLength={40}
      />
    </div>
  );
}
