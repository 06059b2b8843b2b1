import { Input } from 'antd';
import { readLine } from '#shared/facts/one-line.ts';
import { PersonName } from '#shared/facts/schema.ts';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useForms, useInspection, useSettings } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { signText } from '#renderer/text/publish-text.ts';
import { behalfText, holderName } from '#shared/publication/certificate-holder.ts';

export interface Signer {
  readonly name: string;
  readonly role: string;
  readonly ready: boolean;
  readonly setName: (name: string) => void;
  readonly setRole: (role: string) => void;
  /** Nothing is to be offered again: it was signed. */
  readonly forget: () => void;
}

const isName = (text: string): boolean => 'value' in readLine(PersonName, text);

/** What is wrong with a name that is written; null: nothing. */
function faultOf(text: string): string | null {
  const read = readLine(PersonName, text);
  return text.trim() !== '' && 'fault' in read ? read.fault : null;
}

/** Who signs and as what, kept until it is signed: from the settings until typed, the certificate's name where no other is known. */
export function useSigner(certificateName: string | undefined): Signer {
  const settings = useSettings((state) => state.settings);
  const form = `sign/${useInspection(({ id }) => id)}`;
  const typedName = useForms((state) => keptText(state, form, 'name'));
  const typedRole = useForms((state) => keptText(state, form, 'role'));
  const keep = useForms((state) => state.keep);
  const forget = useForms((state) => state.forget);
  const name = typedName ?? (settings.author === '' ? holderName(certificateName ?? '') : settings.author);
  const role = typedRole ?? settings.role;
  return {
    name,
    role,
    ready: isName(name) && isName(role),
    setName: (text) => keep(form, 'name', text),
    setRole: (text) => keep(form, 'role', text),
    forget: () => forget(form),
  };
}

interface Props {
  readonly signer: Signer;
  /** Whom the certificate names: another name than theirs is signed for, and the notice says so. */
  readonly holder: string;
}

export function SignerFields({ signer, holder }: Props) {
  const behalf = signer.name.trim() === '' ? null : behalfText(holder, signer.name);
  return (
    <>
      <div className="row">
        <Input
          value={signer.role}
          onChange={(event) => signer.setRole(event.target.value)}
          prefix={<span className="na">{signText.role}</span>}
          aria-label={signText.role}
        />
        <Input
          value={signer.name}
          onChange={(event) => signer.setName(event.target.value)}
          prefix={<span className="na">{signText.name}</span>}
          aria-label={signText.name}
        />
        <FieldHint fault={faultOf(signer.role) ?? faultOf(signer.name)} />
      </div>
      {behalf !== null && <p className="note caution">{signText.behalf(behalf)}</p>}
    </>
  );
}
