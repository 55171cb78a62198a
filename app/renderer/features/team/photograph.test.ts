import { expect, it } from 'vitest';
import type { Bridge } from '../../../bridge/bridge.ts';
import { putPhotograph } from './photograph.ts';

const profile = { id: '01990000-0000-7000-8000-000000000001', photoId: '01990000-0000-7000-8000-000000000002' };

/** What a bridge is asked for; it takes everything. */
function recording(): { readonly bridge: Bridge; readonly asked: string[] } {
  const asked: string[] = [];
  const call = (name: string) => {
    asked.push(name);
    return Promise.resolve({});
  };
  return { bridge: { call } as unknown as Bridge, asked };
}

it.each(['证.pdf', '简历.docx', 'IMG_0001.HEIC', '照片'])(
  'what no console shows as a photograph (%s) takes the old one from nobody',
  async (name) => {
    const { bridge, asked } = recording();
    await expect(putPhotograph(bridge, profile, new File(['x'], name))).rejects.toMatchObject({ code: 'attachment.not_a_picture' });
    expect(asked).toEqual([]);
  },
);

it('a new photograph is handed in and shown before the old one goes', async () => {
  const { bridge, asked } = recording();
  await putPhotograph(bridge, profile, new File(['x'], '照.JPG'));
  expect(asked).toEqual(['attachment.stage', 'attachment.add', 'data.mutate', 'attachment.drop']);
});
