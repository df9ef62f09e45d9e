import { expect, test } from 'vitest';

import { addServer, hasPictures, openStudio } from '../studio.ts';

const PROMPT = 'zweifarbige Fledermaus überm Xanten-Kanal 鹭';
const PARTS = ['zweifarbige', 'Fledermaus', 'überm', 'Xanten', 'Kanal', '鹭'];
const ECHO = 'Fledermaus überm Xanten';

test('no word of a prompt gets into the log of the process, whatever Krea and Discord say', async () => {
  await using studio = await openStudio({ krea: { durationMs: 100 } });
  const { discord, krea } = studio;
  const here = addServer(studio, 'quiet');
  const ask = async () => here.member.command('krea', { prompt: PROMPT });
  const refused = async () => (await ask()).message(({ text }) => text.includes('Not charged'));

  krea.faults.add({
    method: 'POST',
    route: '/generate',
    status: 422,
    body: { error: `${PROMPT} is not permitted`, path: ECHO },
  });
  await refused();
  krea.faults.add({
    method: 'POST',
    route: '/generate',
    status: 400,
    body: { detail: [{ loc: ['body', ECHO], msg: ECHO, type: 'Kanal' }] },
  });
  await refused();
  krea.next({ end: { failed: { code: 'Kanal', message: `Could not render ${ECHO} (worker 7)` } } });
  await refused();
  krea.faults.add({ method: 'GET', route: '/jobs/', status: 500, body: `cannot look at ${ECHO}` });
  discord.faults.add({
    method: 'PATCH',
    route: /@original$/,
    status: 400,
    code: 50_035,
    message: `Invalid Form Body: ${ECHO}`,
  });
  discord.faults.add({ method: 'PATCH', route: /@original$/, status: 500, message: ECHO });
  await (await ask()).message(hasPictures(1));
  const last = here.newMember('last').command('krea', { prompt: PROMPT });
  await last.message(hasPictures(1));

  const log = studio.bot().lines;
  for (const line of ['picture refused by the image API', 'job failed', 'job cannot be looked at now']) {
    expect(log.filter((one) => one.includes(line)).length).toBeGreaterThan(0);
  }
  const leaks = log.filter((line) => PARTS.some((part) => line.toLowerCase().includes(part.toLowerCase())));
  expect(leaks).toEqual([]);
});
