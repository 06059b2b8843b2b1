import { Drawer, Form, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { isSuperseded } from '#shared/catalogue/version.ts';
import type { ErrorCode } from '#shared/errors.ts';
import type { InspectionId, Sha256 } from '#shared/ids.ts';
import type { Failure } from '#shared/result.ts';
import { useForms, useProjects, useServices, useSettings } from '#renderer/stores/context.ts';
import { keptText } from '#renderer/stores/kept-forms.ts';
import { profileText } from '#renderer/text/projects-text.ts';
import { FailureNote } from '#renderer/ui/failure.tsx';
import { selectName } from '#renderer/ui/select-name.ts';
import { NewEstates } from './new-estates.tsx';
import { faultOfEstate, keptEstates, namedEstates, sameNameIn, type EstateEntry } from './estate-names.ts';
import { ProfileForm } from './profile-form.tsx';
import { keptValues, profileOf, type ProfileValues } from './profile-values.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: InspectionId) => void;
}

/** 新建验收: catalogue, profile, 小区; nothing is written before all of it is in order. */
export function NewInspection({ open, onClose, onCreated }: Props) {
  return (
    <Drawer
      title={profileText.newTitle}
      open={open}
      onClose={onClose}
      size={720}
      styles={{ body: { padding: 0 } }}
      destroyOnHidden
      // The name of the community has the focus.
      autoFocus={false}
    >
      <NewInspectionForm onCancel={onClose} onCreated={onCreated} />
    </Drawer>
  );
}

/** Under this name the form is kept until it is submitted. */
const FORM = 'new-inspection';
const EMPTY: ProfileValues = {
  community: '',
  street: '',
  applicant: '',
  authority: '',
  basis: '',
  period: { from: '', to: '' },
  noticeDate: '',
  site: { position: '', radius: '' },
  facts: {},
};

interface FormProps {
  readonly onCancel: () => void;
  readonly onCreated: (id: InspectionId) => void;
}

function NewInspectionForm({ onCancel, onCreated }: FormProps) {
  const { host } = useServices();
  const offers = useProjects((state) => state.catalogues);
  const authority = useSettings((state) => state.settings.authority);
  const [form] = Form.useForm<ProfileValues>();
  const [chosen, setChosen] = useState<Sha256 | null>(null);
  const sha256 = chosen ?? offers[0]?.sha256 ?? null;
  const { catalogue, failure: catalogueFailure } = useCatalogue(sha256);
  const kept = useForms((state) => keptText(state, FORM, 'values'));
  const estates = keptEstates(useForms((state) => keptText(state, FORM, 'estates')));
  const keep = useForms((state) => state.keep);
  const forget = useForms((state) => state.forget);
  const [initial] = useState(() => keptValues(kept) ?? {});
  const setEstates = (next: readonly EstateEntry[]) => {
    setConfirmed(false);
    keep(FORM, 'estates', JSON.stringify(next));
  };
  const [confirmed, setConfirmed] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (form.getFieldValue('authority') === undefined) form.setFieldsValue({ authority });
  }, [form, authority]);

  const create = async () => {
    const filled = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!filled || catalogue === null || sha256 === null) return;
    const made = profileOf(form.getFieldsValue(true), catalogue);
    setFault('fault' in made ? made.fault : null);
    if ('fault' in made || estates.some(({ name }) => faultOfEstate(name) !== null)) return;
    const twin = sameNameIn(estates);
    if (twin !== null && !confirmed) {
      setFault(profileText.sameNames(twin));
      return setConfirmed(true);
    }
    setBusy(true);
    const created = await host.call('inspection:create', {
      catalogue: sha256,
      profile: made.profile,
      estates: namedEstates(estates),
    });
    if (created.ok) {
      forget(FORM);
      return onCreated(created.value.id);
    }
    setFailure(created.error);
    setBusy(false);
  };
  const choices = offers.map((offer) => ({
    value: offer.sha256,
    label: profileText.catalogueOffer(offer.standard, offer.tier, offer.version, isSuperseded(offer, offers)),
  }));
  return (
    <div className="drawer">
      <div className="drawer-body">
        <label className="catalogue">
          {profileText.catalogue}
          <Select
            value={sha256}
            onChange={setChosen}
            aria-label={selectName(profileText.catalogue, choices.find(({ value }) => value === sha256)?.label)}
            placeholder={profileText.catalogueRequired}
            options={choices}
          />
        </label>
        <ProfileForm
          form={form}
          catalogue={catalogue}
          disabled={busy}
          initial={initial}
          onChange={() => keep(FORM, 'values', JSON.stringify(form.getFieldsValue(true)))}
        />
        {(kept !== undefined || estates.length > 0) && (
          <p className="und">
            <button
              type="button"
              className="btn link"
              onClick={() => {
                forget(FORM);
                form.setFieldsValue(EMPTY);
              }}
            >
              {profileText.dropDraft}
            </button>
          </p>
        )}
        <NewEstates estates={estates} onChange={setEstates} />
        {fault !== null && (
          <p className="unmet" role="alert">
            {fault}
          </p>
        )}
        {(failure ?? catalogueFailure) !== null && (
          <FailureNote failure={failure ?? catalogueFailure ?? { code: 'app.internal' }} />
        )}
      </div>
      <div className="drawer-foot">
        <button type="button" className="btn" onClick={onCancel}>
          {profileText.cancel}
        </button>
        <button
          type="button"
          className="btn primary"
          disabled={busy || catalogue === null}
          onClick={() => void create()}
        >
          {profileText.create}
        </button>
      </div>
    </div>
  );
}

/** The chosen catalogue's body. */
function useCatalogue(sha256: Sha256 | null) {
  const offers = useProjects((state) => state.catalogues);
  const readCatalogue = useProjects((state) => state.readCatalogue);
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  const [failure, setFailure] = useState<Failure<ErrorCode> | null>(null);
  useEffect(() => {
    const offer = offers.find((candidate) => candidate.sha256 === sha256);
    if (offer === undefined) return undefined;
    let wanted = true;
    void readCatalogue(offer).then((read) => {
      if (!wanted) return;
      setCatalogue(read.ok ? read.value : null);
      setFailure(read.ok ? null : read.error);
    });
    return () => {
      wanted = false;
    };
  }, [offers, readCatalogue, sha256]);
  return { catalogue, failure };
}
