import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#shared/catalogue/load.ts';
import type { Catalogue } from '#shared/catalogue/schema.ts';
import { Profile } from '#shared/facts/schema.ts';
import { Draft } from '#shared/log/events.ts';
import { splitEstate, splitEstateWords, twinOf } from '#renderer/screens/projects/estate-names.ts';
import { contestedFields, followSaved, profileDrafts } from '#renderer/screens/projects/profile-merge.ts';
import {
  faultOfPosition,
  faultOfRadius,
  profileOf,
  settledPosition,
  valuesOf,
  type ProfileValues,
} from '#renderer/screens/projects/profile-values.ts';
const loaded = loadCatalogue(readFileSync('resources/catalogues/benchmark-2022.2.json', 'utf8'));
if (!loaded.ok) throw new Error('the catalogue does not load');
const catalogue: Catalogue = loaded.value;

const PROFILE: Profile = v.parse(Profile, {
  community: '学苑社区',
  applicant: '学苑社区',
  authority: '泰山区大数据中心',
  basis: '鲁数发〔2022〕16号',
  period: { from: '2024-08-01', to: '2024-08-31' },
  facts: { households: 1204 },
});
const FILLED = valuesOf(PROFILE, catalogue);
const made = (values: ProfileValues) => profileOf({ ...FILLED, ...values }, catalogue);

/** Texts as people and their clipboards make them. */
const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '  ',
    '\u200b',
    '\ud800',
    '甲\n乙',
    '36.1, 117.1',
    '0,0',
    '1000',
    '1e9',
    '１２',
    '2024/8/1',
    '长'.repeat(300),
  ),
);

describe('the form of 项目资料', () => {
  it('yields a profile that the log takes, or a fault in words, whatever is typed', () => {
    const text = fc.option(wild, { nil: undefined });
    const values = fc.record({
      community: text,
      street: text,
      applicant: text,
      authority: text,
      basis: text,
      period: fc.record({ from: text, to: text }),
      noticeDate: text,
      site: fc.record({ position: text, radius: text }),
      facts: fc.dictionary(fc.constantFrom(...catalogue.profileFields.map(({ id }) => id)), wild),
    });
    fc.assert(
      fc.property(fc.constantFrom({}, FILLED), values, (begun, typed) => {
        const result = profileDrafts({ form: { ...begun, ...typed }, base: begun }, PROFILE, catalogue);
        const fits =
          'fault' in result
            ? /\p{Script=Han}/u.test(result.fault)
            : result.drafts.every((draft) => v.safeParse(Draft, draft).success);
        expect(fits, JSON.stringify(result)).toBe(true);
      }),
    );
  });

  it('[RD5] takes the position as a map gives it, 1000 metres around where no radius is given, and none where it is cleared', () => {
    const site = { position: '36.19167, 117.12500', radius: '' };
    expect(made({ site })).toMatchObject({
      profile: { site: { latitude: 36.19167, longitude: 117.125, radiusMetres: 1000 } },
    });
    expect(made({ site: { ...site, radius: '800 米' } })).toMatchObject({ profile: { site: { radiusMetres: 800 } } });
    expect(made({ site: { position: ' ', radius: '800' } })).toMatchObject({ profile: {} });
    expect(made({ site: { position: ' ', radius: '800' } })).not.toMatchObject({ profile: { site: {} } });
    expect(settledPosition('３６.19167，117.125')).toBe('36.19167, 117.125');
    expect([faultOfPosition(''), faultOfPosition('36.19167, 117.125'), faultOfRadius(''), faultOfRadius('50')]).toEqual(
      [null, null, null, null],
    );
    expect(faultOfPosition('0, 0')).toMatch(/没有这个位置/);
    expect(faultOfPosition('学苑社区')).toMatch(/读不出位置/);
    expect(faultOfRadius('49')).toMatch(/不能小于 50/);
    expect(faultOfRadius('60000')).toMatch(/不能大于 50000/);
    expect(faultOfRadius('1 km')).toMatch(/单位/);
  });

  it('shows a saved position so that it is saved the same', () => {
    const site = { latitude: 36.19167, longitude: 117.125, radiusMetres: 750 };
    expect(profileOf(valuesOf({ ...PROFILE, site }, catalogue), catalogue)).toEqual({ profile: { ...PROFILE, site } });
  });
});

describe('[LG34] 项目资料 changed elsewhere while its form is open', () => {
  const elsewhere: Profile = {
    ...PROFILE,
    street: '上高街道',
    basis: '鲁数发〔2023〕1号',
    facts: { households: 1300 },
  };
  const saved = valuesOf(elsewhere, catalogue);
  const form = { ...FILLED, applicant: '学苑居委会', basis: '泰发〔2024〕2号' };

  it('keeps the fields that nobody touched in the form, and writes the others alone', () => {
    const result = profileDrafts({ form, base: FILLED }, elsewhere, catalogue);
    expect(result).toEqual({
      drafts: [
        {
          type: 'profile.set',
          payload: { profile: { ...elsewhere, applicant: '学苑居委会', basis: '泰发〔2024〕2号', facts: {} } },
        },
      ],
    });
    expect(profileDrafts({ form: FILLED, base: FILLED }, elsewhere, catalogue)).toEqual({ drafts: [] });
  });

  it('names the fields that both changed, and no other', () => {
    expect(contestedFields({ form, base: FILLED, saved })).toEqual(['basis']);
    expect(contestedFields({ form: { ...form, basis: elsewhere.basis }, base: FILLED, saved })).toEqual([]);
  });

  it('follows in the fields that nobody touched, and remembers what the touched ones began with', () => {
    const next = followSaved({ form, base: FILLED, saved });
    expect(next.form).toMatchObject({ street: '上高街道', applicant: '学苑居委会', basis: '泰发〔2024〕2号' });
    expect(next.form.facts).toMatchObject({ households: '1300' });
    expect(next.base).toMatchObject({ street: '上高街道', applicant: PROFILE.applicant, basis: PROFILE.basis });
    expect(contestedFields({ ...next, saved })).toEqual(['basis']);
  });

  it('clears a fact that is emptied in the form', () => {
    const cleared = { ...FILLED, facts: { ...FILLED.facts, households: '' } };
    expect(profileDrafts({ form: cleared, base: FILLED }, PROFILE, catalogue)).toEqual({
      drafts: [
        { type: 'answer.set', payload: { clause: null, estate: null, field: 'households', option: null, value: null } },
      ],
    });
  });
});

describe('names of 小区', () => {
  it('become a 小区 each from pasted lines, with what happens to further columns said', () => {
    const text = '南苑↵北苑⇥12↵西苑';
    expect(splitEstateWords(text)).toBe('拆成 3 项（南苑、北苑、西苑），另有 1 列不采用');
    expect(splitEstateWords('南苑⇥12')).toBe('只取“南苑”，另有 1 列不采用');
    expect(splitEstateWords('南苑')).toBeNull();
    const made = splitEstate(
      [
        { id: 'e2', name: '东苑' },
        { id: 'e1', name: text },
      ],
      'e1',
    );
    expect(made.map(({ name }) => name)).toEqual(['东苑', '南苑', '北苑', '西苑']);
    expect(new Set(made.map(({ id }) => id)).size).toBe(4);
  });

  it('[RD1] are held against the others in any spelling', () => {
    const estates = [
      { id: 'e1', name: '学苑（南区）' },
      { id: 'e2', name: '北苑' },
    ];
    expect(twinOf(estates, 'e2', '学苑(南区)')).toBe('学苑（南区）');
    expect(twinOf(estates, 'e1', '学苑(南区)')).toBeNull();
    expect(twinOf(estates, 'e2', ' ')).toBeNull();
  });
});
