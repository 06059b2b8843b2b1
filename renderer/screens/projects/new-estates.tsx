import { Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { formControl } from '#renderer/parts/fields/form-control.ts';
import { faultOfEstate, splitEstate, splitEstateWords, type EstateEntry } from './estate-names.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { newEstateId } from './profile-values.ts';

interface Props {
  readonly estates: readonly EstateEntry[];
  readonly onChange: (estates: readonly EstateEntry[]) => void;
}

/** The list of 小区, by name; their facts are asked where they matter. */
export function NewEstates({ estates, onChange }: Props) {
  const last = useRef<InputRef>(null);
  /** A name was asked for just now: the caret goes there once, and never again takes the focus from elsewhere. */
  const added = useRef(false);
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    last.current?.focus();
  }, [estates.length]);
  const add = () => {
    added.current = true;
    onChange([...estates, { id: newEstateId(estates.map((estate) => estate.id)), name: '' }]);
  };
  return (
    <section className="estates">
      <h2>
        {profileText.estates}
        <small>{profileText.estatesHint}</small>
      </h2>
      {estates.map((estate, index) => (
        <div key={estate.id}>
          <div className="estate-line">
            <Input
              ref={index === estates.length - 1 ? last : null}
              {...formControl(estate.name, faultOfEstate(estate.name), (name) =>
                onChange(estates.map((old) => (old.id === estate.id ? { ...old, name } : old))),
              )}
              placeholder={profileText.estateName}
              aria-label={profileText.estateNumber(index + 1)}
            />
            <button
              type="button"
              className="btn icon"
              aria-label={`${profileText.removeEstate} ${estate.name}`}
              title={profileText.removeEstate}
              onClick={() => onChange(estates.filter((old) => old.id !== estate.id))}
            >
              <Icon name="trash" size={16} />
            </button>
          </div>
          <NameFault estate={estate} onSplit={() => onChange(splitEstate(estates, estate.id))} />
        </div>
      ))}
      <button type="button" className="btn" onClick={add}>
        <Icon name="plus" size={14} />
        {profileText.addEstate}
      </button>
    </section>
  );
}

/** What is wrong with a name, and for several lines the offer to make a 小区 of each. */
function NameFault({ estate, onSplit }: { readonly estate: EstateEntry; readonly onSplit: () => void }) {
  const fault = faultOfEstate(estate.name);
  const words = splitEstateWords(estate.name);
  if (fault === null) return null;
  return (
    <small className="unmet" role="alert">
      {fault}
      {words !== null && (
        <button type="button" className="btn link" onClick={onSplit}>
          {words}
        </button>
      )}
    </small>
  );
}
