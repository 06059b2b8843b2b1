import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NO_CERTIFICATE, reduceSigning, type SigningState } from '#renderer/screens/publish/certificate-file.ts';
import { isDamaged } from '#renderer/screens/publish/published-list.tsx';
import { publishedNotices, signedNoticeOf } from '#renderer/screens/publish/signed-notice.ts';
import { Sha256 } from '#shared/ids.ts';
import { settlement } from '#test/support/settle.ts';
import { hostWithSample, newDisk, openWindow } from '#test/renderer/stores/window.ts';

const file = { name: 'a.p12', bytes: new Uint8Array([1]) };
const certificate = {
  name: '甲',
  issuer: '某机构',
  notBefore: '2024-01-01',
  notAfter: '2025-01-01',
  algorithm: 'P-256',
  test: false,
};
const inspected: SigningState = { ...NO_CERTIFICATE, file, password: 'x', certificates: [certificate], certificate };

describe('the certificate to sign with', () => {
  it('must be looked at again after another file or password', () => {
    expect(reduceSigning(inspected, { is: 'password', password: 'y' }).certificate).toBeNull();
    expect(reduceSigning(inspected, { is: 'chosen', file }).certificate).toBeNull();
    expect(reduceSigning(inspected, { is: 'chosen', file }).password).toBe('');
  });

  it('is left to the user where several of a file suit', () => {
    const other = { ...certificate, name: '乙' };
    const several = reduceSigning(NO_CERTIFICATE, { is: 'inspected', certificates: [certificate, other] });
    expect(several).toMatchObject({ certificates: [certificate, other], certificate: null });
    expect(reduceSigning(several, { is: 'certificate', certificate: other }).certificate).toBe(other);
    expect(reduceSigning(several, { is: 'password', password: 'y' })).toMatchObject({
      certificates: [],
      certificate: null,
    });
  });

  it('tells the password of a test certificate until another file is chosen', () => {
    const made = reduceSigning(NO_CERTIFICATE, { is: 'made', file, password: 'secret' });
    expect(made).toMatchObject({ password: 'secret', made: { fileName: 'a.p12', password: 'secret' } });
    expect(reduceSigning(made, { is: 'inspected', certificates: [certificate] }).made?.password).toBe('secret');
    expect(reduceSigning(made, { is: 'chosen', file }).made).toBeNull();
  });
});

describe('acceptances', () => {
  it('are kept like typed text, apart from everything else typed, and survive a reload', async () => {
    const { host, id } = await hostWithSample();
    const disk = newDisk();
    const first = openWindow(host, disk);
    await first.session().open(id);
    first.session().accept([2, 4], '现场资料待补');
    first.session().withdraw(4);
    first.session().holdTyping('other', '1x');
    await first.session().close();
    const second = openWindow(host, disk);
    await second.session().open(id);
    expect(second.session()).toMatchObject({
      accepted: [{ indicator: 2, reason: '现场资料待补' }],
      typed: { other: '1x' },
    });
  });
});

describe('the signed notice', () => {
  it('stands only for the present 定稿', async () => {
    const { host, id } = await hostWithSample();
    const window = openWindow(host, newDisk());
    await window.session().open(id);
    const now = () => {
      const { inspection } = window.session();
      if (inspection === null) throw new Error('not open');
      return inspection;
    };
    const finalise = async () => {
      const { replies, accepted } = settlement(now(), now().catalogue);
      await host.call('inspection:append-events', { inspection: id, drafts: replies });
      expect(await host.call('notice:finalise', { inspection: id, by: '甲', accepted })).toMatchObject({ ok: true });
      await window.session().refresh();
    };
    await finalise();
    expect(signedNoticeOf(now().folded)).toBeNull();

    const sha256 = v.parse(Sha256, 'a'.repeat(64));
    const signatures = [{ role: '审核人', name: '甲', at: '2024-09-02T08:00:00Z', test: true }];
    const factsSha256 = now().folded.finalised?.factsSha256 ?? sha256;
    const made = { factsSha256, pdfSha256: sha256, xlsxSha256: sha256, signatures };
    expect(await host.recordPublication(id, made)).toMatchObject({ ok: true });
    await window.session().refresh();
    expect(signedNoticeOf(now().folded)).toMatchObject({ number: 1, signatures, pdf: { sha256 } });

    await window.session().record([{ type: 'inspection.reopened', payload: { by: '甲', reason: '补充照片' } }]);
    expect(signedNoticeOf(now().folded)).toBeNull();
    await finalise();
    expect(signedNoticeOf(now().folded)).toBeNull();
    // What was signed before stays in reach, with the 定稿 it was made of.
    const at = Date.parse('2024-09-02T08:00:00Z');
    expect(publishedNotices(now().folded)).toMatchObject([
      { finalisation: 1, number: 1, at, signatures, pdf: { sha256 } },
    ]);
    expect(isDamaged({ [sha256]: true }, { pdf: { sha256, name: '' }, xlsx: { sha256, name: '' } })).toBe(false);
    expect(isDamaged({ [sha256]: false }, { pdf: { sha256, name: '' }, xlsx: { sha256, name: '' } })).toBe(true);
  });
});
