import { Input } from 'antd';
import { FieldHint } from '#renderer/parts/fields/field-hint.tsx';
import { useFormText, type FormText } from '#renderer/parts/fields/use-form-text.ts';
import { useForms, useInspection, useSettings } from '#renderer/stores/context.ts';
import { signText } from '#renderer/text/publish-text.ts';
import { behalfText, holderName } from '#shared/publication/certificate-holder.ts';

export interface Signer {
  readonly name: FormText;
  readonly role: FormText;
  /** Who signs, and as what; null: one of them is wanting. */
  readonly signs: { readonly name: string; readonly role: string } | null;
  /** Nothing is to be offered again: it was signed. */
  readonly forget: () => void;
}

/** Who signs and as what, kept until it is signed: from the settings until typed, the certificate's name where no other is known. */
export function useSigner(certificateName: string | undefined): Signer {
  const settings = useSettings((state) => state.settings);
  const form = `sign/${useInspection(({ id }) => id)}`;
  const forget = useForms((state) => state.forget);
  const known = settings.author === '' ? holderName(certificateName ?? '') : settings.author;
  const name = useFormText({ form, field: 'name', initial: known, kind: 'person' });
  const role = useFormText({ form, field: 'role', initial: settings.role, kind: 'person' });
  const signs = name.value === null || role.value === null ? null : { name: name.value, role: role.value };
  return { name, role, signs, forget: () => forget(form) };
}

interface Props {
  readonly signer: Signer;
  /** Whom the certificate names: another name than theirs is signed for, and the notice says so. */
  readonly holder: string;
}

export function SignerFields({ signer: { name, role }, holder }: Props) {
  const behalf = name.value === null ? null : behalfText(holder, name.value);
  return (
    <>
      <div className="row">
        <Input {...role.control} prefix={<span className="na">{signText.role}</span>} aria-label={signText.role} />
        <Input {...name.control} prefix={<span className="na">{signText.name}</span>} aria-label={signText.name} />
        <FieldHint fault={role.fault ?? name.fault} />
      </div>
      {behalf !== null && <p className="note caution">{signText.behalf(behalf)}</p>}
    </>
  );
}
