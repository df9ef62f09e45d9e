import { expect, test } from 'vitest';

import { hasPictures, openStudio } from '../studio.ts';

test('a member asks for a picture and gets it in the channel, paid once', async () => {
  await using studio = await openStudio();
  const { member, krea } = studio;

  const answer = await member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));

  expect(answer.text).toContain('a heron');
  expect(answer.text).toContain('charged $0.03');
  expect(krea.submits()).toHaveLength(1);
  expect(krea.bill().map(({ micros }) => micros)).toEqual([30_000]);
});
