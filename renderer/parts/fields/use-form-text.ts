import { useForms } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { formControl, type FormControl } from './form-control.ts';
import { readFormText, type FormTextKind, type FormTextRead } from './form-texts.ts';

interface Place {
  /** Which form, and which text of it. */
  readonly form: string;
  readonly field: string;
  /** What stands in the field while nothing was typed. */
  readonly initial: string;
}

interface KeptText {
  readonly text: string;
  /** For the input or the text area; `fault`: what is wrong with the text. */
  readonly controlWith: (fault: string | null) => FormControl;
}

/** A text of a form, kept with every keystroke until the form is submitted. */
export function useKeptText({ form, field, initial }: Place): KeptText {
  const text = useForms((state) => keptText(state, form, field)) ?? initial;
  const keep = useForms((state) => state.keep);
  return { text, controlWith: (fault) => formControl(text, fault, (typed) => keep(form, field, typed)) };
}

export interface FormText extends FormTextRead {
  readonly text: string;
  /** For the input or the text area. */
  readonly control: FormControl;
}

/** A kept text of a form, read by the schema of what it becomes. */
export function useFormText({ kind, ...place }: Place & { readonly kind: FormTextKind }): FormText {
  const { text, controlWith } = useKeptText(place);
  const read = readFormText(kind, text);
  return { text, ...read, control: controlWith(read.fault) };
}
