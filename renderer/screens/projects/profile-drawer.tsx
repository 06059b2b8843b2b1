import { Drawer, Form } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Estate } from '#shared/facts/schema.ts';
import { useForms, useFrozen, useInspection, useNavigation, useSession } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { Confirm } from '#renderer/ui/confirm.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { ConflictList } from '#renderer/parts/conflict-list.tsx';
import { EstateFields } from '#renderer/parts/fields/estate-fields.tsx';
import { FigurePlaces } from '#renderer/parts/fields/figure-cells.tsx';
import { figurePlaces } from '#renderer/parts/fields/figure-places.ts';
import { ProfileForm } from './profile-form.tsx';
import { EstateName } from './estate-name.tsx';
import { profileConflicts } from './profile-conflicts.ts';
import { contestedFields, followSaved, labelOfField, profileDrafts } from './profile-merge.ts';
import { keptValues, newEstateId, valuesOf, type ProfileValues } from './profile-values.ts';
import './projects.css';
import '#renderer/parts/fields/fields.css';

/** 项目资料 of the open inspection: profile by form, 小区 and their facts at once. */
export function ProfileDrawer() {
  const open = useNavigation((state) => state.editingProfile);
  const edit = useNavigation((state) => state.editProfile);
  const frozen = useFrozen();
  return (
    <Drawer
      title={profileText.editTitle}
      open={open}
      onClose={() => edit(false)}
      size={720}
      styles={{ body: { padding: 0 } }}
      destroyOnHidden
      // The name of the community has the focus where it can be written.
      autoFocus={frozen}
    >
      <EditProfile onClose={() => edit(false)} />
    </Drawer>
  );
}

function EditProfile({ onClose }: { readonly onClose: () => void }) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const profile = useInspection((inspection) => inspection.facts.profile);
  const disabled = useFrozen();
  const all = useInspection((inspection) => inspection.folded.conflicts);
  const conflicts = useMemo(() => profileConflicts(all), [all]);
  const record = useSession((state) => state.record);
  const [form] = Form.useForm<ProfileValues>();
  const formName = `profile/${useInspection(({ id }) => id)}`;
  const kept = useForms((state) => keptText(state, formName, 'values'));
  const keep = useForms((state) => state.keep);
  const forget = useForms((state) => state.forget);
  const resumable = disabled ? null : keptValues(kept);
  const changed = resumable !== null;
  const [initial] = useState(() => resumable ?? valuesOf(profile, catalogue));
  const [resumed] = useState(changed);
  const [fault, setFault] = useState<string | null>(null);
  /** The fields for which the writer has been told that others changed them, too. */
  const [told, setTold] = useState('');
  const saved = useMemo(() => valuesOf(profile, catalogue), [profile, catalogue]);
  const base = keptValues(useForms((state) => keptText(state, formName, 'base'))) ?? saved;
  const valuesNow = (): ProfileValues => form.getFieldsValue(true);
  const hold = (next: ProfileValues, from: ProfileValues) => {
    keep(formName, 'values', JSON.stringify(next));
    keep(formName, 'base', JSON.stringify(from));
  };
  const follow = useRef(() => undefined as void);
  useEffect(() => {
    follow.current = () => {
      // A fact settled or changed elsewhere meanwhile must not be written back by a field that nobody touched.
      if (!changed) return form.setFieldsValue(saved);
      const next = followSaved({ form: valuesNow(), base, saved });
      form.setFieldsValue(next.form);
      hold(next.form, next.base);
    };
  });
  useEffect(() => follow.current(), [saved, changed]);
  const save = async () => {
    const filled = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!filled) return;
    const made = profileDrafts({ form: valuesNow(), base }, profile, catalogue);
    setFault('fault' in made ? made.fault : null);
    if ('fault' in made) return;
    const contested = contestedFields({ form: valuesNow(), base, saved });
    const names = contested.map((path) => labelOfField(path, catalogue)).join('、');
    if (contested.length > 0 && told !== names) {
      setFault(profileText.changedElsewhere(names));
      return setTold(names);
    }
    void record(made.drafts);
    forget(formName);
    onClose();
  };
  return (
    <div className="drawer">
      <div className="drawer-body">
        <ConflictList conflicts={conflicts} />
        <ProfileForm
          form={form}
          catalogue={catalogue}
          disabled={disabled}
          initial={initial}
          onChange={() => hold(valuesNow(), base)}
        />
        {changed && (
          <p className="und">
            {resumed && profileText.draft}
            <button type="button" className="btn link" onClick={() => forget(formName)}>
              {profileText.dropDraft}
            </button>
          </p>
        )}
        <p className="na">{profileText.estatesSaved}</p>
        <Estates disabled={disabled} />
        {fault !== null && (
          <p className="unmet" role="alert">
            {fault}
          </p>
        )}
      </div>
      <div className="drawer-foot">
        <button type="button" className="btn" onClick={onClose}>
          {profileText.close}
        </button>
        {changed && (
          <button type="button" className="btn primary" onClick={() => void save()}>
            {profileText.save}
          </button>
        )}
      </div>
    </div>
  );
}

function Estates({ disabled }: { readonly disabled: boolean }) {
  const estates = useInspection((inspection) => inspection.facts.estates);
  const record = useSession((state) => state.record);
  const add = () => {
    const id = newEstateId(estates.map((estate) => estate.id));
    void record([
      { type: 'estate.set', payload: { id, name: profileText.estateNumber(estates.length + 1), facts: {} } },
    ]);
  };
  return (
    <section className="estates">
      <h2>
        {profileText.estates}
        <small>{profileText.estatesHint}</small>
      </h2>
      {estates.length === 0 && <p className="na">{profileText.noEstates}</p>}
      {estates.map((estate) => (
        <EstateCard key={estate.id} estate={estate} disabled={disabled} />
      ))}
      {!disabled && (
        <button type="button" className="btn" onClick={add}>
          <Icon name="plus" size={14} />
          {profileText.addEstate}
        </button>
      )}
    </section>
  );
}

function EstateCard({ estate, disabled }: { readonly estate: Estate; readonly disabled: boolean }) {
  const catalogue = useInspection((inspection) => inspection.catalogue);
  const record = useSession((state) => state.record);
  const remove = () => void record([{ type: 'estate.set', payload: { id: estate.id, name: null, facts: {} } }]);
  return (
    <section className="estate-card" aria-label={estate.name}>
      <header>
        <EstateName estate={estate} disabled={disabled} />
        {!disabled && (
          <Confirm question={profileText.removeEstateConfirm} yes={profileText.remove} danger onYes={remove}>
            <button type="button" className="btn icon" aria-label={`${profileText.removeEstate} ${estate.name}`}>
              <Icon name="trash" size={16} />
            </button>
          </Confirm>
        )}
      </header>
      <FigurePlaces value={figurePlaces(catalogue.estateFields, { clause: null, estate: estate.id })}>
        <div className="fields">
          <EstateFields estate={estate.id} fields={catalogue.estateFields} disabled={disabled} />
        </div>
      </FigurePlaces>
    </section>
  );
}
