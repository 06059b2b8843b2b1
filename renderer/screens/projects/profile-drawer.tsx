import { Drawer, Form, Popconfirm } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { Estate } from '#shared/facts/schema.ts';
import { useForms, useFrozen, useInspection, useNavigation, useSession } from '#renderer/stores/context.ts';
import { draftIn } from '#renderer/stores/form-drafts.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { ConflictList } from '#renderer/ui/conflict-list.tsx';
import { EstateFields } from '#renderer/ui/fields/estate-fields.tsx';
import { ProfileForm } from './profile-form.tsx';
import { EstateName } from './estate-name.tsx';
import { profileConflicts } from './profile-conflicts.ts';
import { keptValues, newEstateId, profileOf, valuesOf, type ProfileValues } from './profile-values.ts';
import './projects.css';
import '#renderer/ui/fields/fields.css';

/** 项目资料 of the open inspection: profile by form, 小区 and their facts at once. */
export function ProfileDrawer() {
  const open = useNavigation((state) => state.editingProfile);
  const edit = useNavigation((state) => state.editProfile);
  return (
    <Drawer
      title={profileText.editTitle}
      open={open}
      onClose={() => edit(false)}
      size={720}
      styles={{ body: { padding: 0 } }}
      destroyOnHidden
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
  const draftName = `profile/${useInspection(({ id }) => id)}`;
  const kept = useForms((state) => draftIn(state, draftName, 'values'));
  const keep = useForms((state) => state.keep);
  const forget = useForms((state) => state.forget);
  const draft = disabled ? null : keptValues(kept);
  const changed = draft !== null;
  const [initial] = useState(() => draft ?? valuesOf(profile, catalogue));
  const [resumed] = useState(changed);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    // A fact settled or changed elsewhere meanwhile must not be written back by a form that nobody touched.
    if (!changed) form.setFieldsValue(valuesOf(profile, catalogue));
  }, [form, profile, catalogue, changed]);
  const save = async () => {
    const filled = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!filled) return;
    const made = profileOf(form.getFieldsValue(true), catalogue, profile.site);
    setFault('fault' in made ? made.fault : null);
    if ('fault' in made) return;
    const cleared = Object.keys(profile.facts).filter((field) => !(field in made.profile.facts));
    void record([
      { type: 'profile.set', payload: { profile: made.profile } },
      ...cleared.map((field) => ({
        type: 'answer.set' as const,
        payload: { clause: null, estate: null, field, option: null, value: null },
      })),
    ]);
    forget(draftName);
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
          onChange={() => keep(draftName, 'values', JSON.stringify(form.getFieldsValue(true)))}
        />
        {changed && (
          <p className="und">
            {resumed && profileText.draft}
            <button type="button" className="btn link" onClick={() => forget(draftName)}>
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
      <h3>
        {profileText.estates}
        <small>{profileText.estatesHint}</small>
      </h3>
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
          <Popconfirm
            title={profileText.removeEstateConfirm}
            okText={profileText.remove}
            cancelText={profileText.cancel}
            onConfirm={remove}
          >
            <button type="button" className="btn icon" aria-label={`${profileText.removeEstate} ${estate.name}`}>
              <Icon name="trash" size={16} />
            </button>
          </Popconfirm>
        )}
      </header>
      <div className="fields">
        <EstateFields estate={estate.id} fields={catalogue.estateFields} disabled={disabled} />
      </div>
    </section>
  );
}
