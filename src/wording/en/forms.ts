/** What stands in the forms that buttons open. */
export const forms = {
  deny: {
    title: 'Deny this request',
    reason: 'Why?',
    reasonHint: 'Sent to the requester, and kept in the log.',
  },
  remix: {
    title: (index: number | null): string => (index === null ? 'Remix' : `Remix picture ${index}`),
    prompt: 'Prompt',
    promptCut: 'Too long for this form, so the end was cut off.',
    seed: 'Seed',
    seedHint: 'The same seed keeps the composition. Leave empty for a new one.',
    seedEmpty: 'a new one',
    model: 'Model',
    modelPrice: (price: string): string => `${price} a picture`,
    aspectRatio: 'Aspect ratio',
    creativity: 'Creativity',
  },
};
