import { expect, it } from 'vitest';
import { createPictures } from '#renderer/stores/pictures.ts';
import { sha256 } from '#test/shared/log/events.ts';
import { createMemoryHost } from '#test/fakes/memory-host.ts';
import { newDisk, openWindow } from './window.ts';

it('a small picture that could not be had once is asked for again, and one that was had is not', async () => {
  const { db, services } = openWindow(createMemoryHost(), newDisk());
  const pictures = createPictures({ ...services, fileUrl: () => 'no address at all' });
  const photo = sha256('photo');
  const ask = () => pictures.of(photo, '电梯.jpg', 'image/jpeg');
  expect(await ask()).toBeNull();
  await db.thumbnails.put({ sha256: photo, blob: new Blob(['small']) });
  expect(await ask()).not.toBeNull();
  await db.thumbnails.clear();
  expect(await ask()).not.toBeNull();
});
