import { Input } from 'antd';
import { profileText } from '#renderer/text/projects-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { newEstateId } from './profile-values.ts';

export interface NamedEstate {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly estates: readonly NamedEstate[];
  readonly onChange: (estates: readonly NamedEstate[]) => void;
}

/** The list of 小区, by name; their facts are asked where they matter. */
export function NewEstates({ estates, onChange }: Props) {
  const add = () => onChange([...estates, { id: newEstateId(estates.map((estate) => estate.id)), name: '' }]);
  return (
    <section className="estates">
      <h3>
        {profileText.estates}
        <small>{profileText.estatesHint}</small>
      </h3>
      {estates.map((estate, index) => (
        <div className="estate-line" key={estate.id}>
          <Input
            ref={(input) => {
              if (index === estates.length - 1 && estate.name === '') input?.focus();
            }}
            value={estate.name}
            maxLength={60}
            placeholder={profileText.estateName}
            aria-label={profileText.estateNumber(index + 1)}
            onChange={(event) =>
              onChange(estates.map((old) => (old.id === estate.id ? { ...old, name: event.target.value } : old)))
            }
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
      ))}
      <button type="button" className="btn" onClick={add}>
        <Icon name="plus" size={14} />
        {profileText.addEstate}
      </button>
    </section>
  );
}
