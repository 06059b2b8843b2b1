import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_KEY_STORE, type KeyStore } from '#electron/services/vault/key-store.ts';
import { openVault } from '#electron/services/vault/vault.ts';
import { sealingKeyStore } from '#test/fakes/sealing-key-store.ts';
import { tempFolder } from '#test/support/tools.ts';

const NAME = 'signing-certificate';
const SECRET = 'planted secret 密码 😀';
const ABOUT = { name: '张三', test: false };
const folders: ReturnType<typeof tempFolder>[] = [];
const fresh = () => {
  const made = tempFolder();
  folders.push(made);
  return made.path('secrets');
};
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

const open = (folder: string, store: KeyStore) => openVault(folder, store, () => Date.UTC(2026, 10, 23));
const code = async (result: Promise<{ ok: boolean; error?: { code: string } }>) => (await result).error?.code ?? 'ok';

describe('a secret sealed by the system', () => {
  it('comes back after a restart, and lies on disk only sealed, for the user alone', async () => {
    const [folder, store] = [fresh(), sealingKeyStore()];
    expect(await open(folder, store).keep(NAME, SECRET, ABOUT, false)).toEqual({ ok: true, value: null });
    const again = open(folder, store);
    expect(await again.find(NAME)).toEqual({
      about: ABOUT,
      level: 'os',
      keptAt: '2026-11-23T00:00:00.000Z',
      usable: true,
    });
    expect(await again.take(NAME)).toEqual({ ok: true, value: SECRET });
    expect(readdirSync(folder)).toEqual([`${NAME}.json`]);
    const file = join(folder, `${NAME}.json`);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('planted');
    expect(text).not.toContain(Buffer.from(SECRET).toString('base64').slice(4, 20));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('that cannot be opened is asked for again: key lost, file torn, exchanged, or described otherwise', async () => {
    const [folder, store] = [fresh(), sealingKeyStore()];
    const vault = open(folder, store);
    await vault.keep(NAME, SECRET, ABOUT, false);
    await vault.keep('sync-password', 'other', {}, false);
    const file = join(folder, `${NAME}.json`);
    const whole = readFileSync(file, 'utf8');
    const other = readFileSync(join(folder, 'sync-password.json'), 'utf8');

    writeFileSync(file, other);
    expect(await code(vault.take(NAME))).toBe('secret.unreadable');
    writeFileSync(file, whole.replace('张三', '李四'));
    expect(await code(vault.take(NAME))).toBe('secret.unreadable');
    for (const damaged of ['', '{', whole.slice(0, 60), '{"version":2}', whole.replace('"os"', '"best"')]) {
      writeFileSync(file, damaged);
      expect(await vault.find(NAME), damaged).toBeNull();
      expect(await code(vault.take(NAME)), damaged).toBe('secret.not-kept');
    }
    writeFileSync(file, whole);
    expect(await code(vault.take(NAME))).toBe('ok');
    store.forgetKey();
    expect(await code(vault.take(NAME))).toBe('secret.unreadable');
    expect(await vault.find(NAME)).not.toBeNull();
    await vault.keep(NAME, SECRET, ABOUT, false);
    expect(await code(vault.take(NAME))).toBe('ok');
  });

  it('is sealed anew, once, when the system changed its key', async () => {
    const [folder, store] = [fresh(), sealingKeyStore()];
    const vault = open(folder, store);
    await vault.keep(NAME, SECRET, ABOUT, false);
    store.rotate();
    expect(await vault.take(NAME)).toEqual({ ok: true, value: SECRET });
    expect(await vault.take(NAME)).toEqual({ ok: true, value: SECRET });
    expect(store.sealedTimes()).toBe(2);
  });

  it('is gone for good when it is forgotten', async () => {
    const [folder, store] = [fresh(), sealingKeyStore()];
    const vault = open(folder, store);
    await vault.keep(NAME, SECRET, ABOUT, false);
    expect(await vault.forget(NAME)).toEqual({ ok: true, value: null });
    expect(await vault.forget(NAME)).toEqual({ ok: true, value: null });
    expect(readdirSync(folder)).toEqual([]);
    expect(await code(vault.take(NAME))).toBe('secret.not-kept');
  });

  it('that cannot be written leaves the earlier one as it was', async () => {
    const [folder, store] = [fresh(), sealingKeyStore()];
    const vault = open(folder, store);
    await vault.keep(NAME, 'first', ABOUT, false);
    const refusing: KeyStore = { ...store, seal: () => Promise.reject(new Error('locked')) };
    expect(await code(open(folder, refusing).keep(NAME, 'second', ABOUT, false))).toBe('secret.write-failed');
    expect(await vault.take(NAME)).toEqual({ ok: true, value: 'first' });

    const blocked = fresh();
    mkdirSync(join(blocked, '..'), { recursive: true });
    writeFileSync(blocked, 'a file where the folder should be');
    chmodSync(blocked, 0o400);
    expect(await code(open(blocked, store).keep(NAME, SECRET, ABOUT, false))).toBe('secret.write-failed');
  });
});

describe('a computer that cannot protect a secret', () => {
  it('keeps it at level basic only with consent, and says at which level it lies', async () => {
    const [folder, store] = [fresh(), sealingKeyStore('basic')];
    const vault = open(folder, store);
    expect(await code(vault.keep(NAME, SECRET, ABOUT, false))).toBe('secret.unprotected');
    expect(existsSync(folder)).toBe(false);
    expect(await code(vault.keep(NAME, SECRET, ABOUT, true))).toBe('ok');
    expect(await vault.find(NAME)).toMatchObject({ level: 'basic' });
    expect(await vault.level()).toBe('basic');
  });

  it('keeps it at level none for this run, and writes nothing, consent or not', async () => {
    const folder = fresh();
    const vault = open(folder, NO_KEY_STORE);
    expect(await code(vault.keep(NAME, SECRET, ABOUT, true))).toBe('ok');
    expect(await vault.take(NAME)).toEqual({ ok: true, value: SECRET });
    expect(existsSync(folder)).toBe(false);
    const nextRun = open(folder, NO_KEY_STORE);
    expect(await nextRun.find(NAME)).toBeNull();
    expect(await code(nextRun.take(NAME))).toBe('secret.not-kept');
  });

  it('tells of a secret that another edition sealed here, without opening it, and can forget it', async () => {
    const folder = fresh();
    await open(folder, sealingKeyStore()).keep(NAME, SECRET, ABOUT, false);
    const vault = open(folder, NO_KEY_STORE);
    expect(await vault.find(NAME)).toMatchObject({ level: 'os', usable: false });
    expect(await code(vault.take(NAME))).toBe('secret.unreadable');
    await vault.forget(NAME);
    expect(await vault.find(NAME)).toBeNull();
  });
});
