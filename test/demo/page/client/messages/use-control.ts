import { useState } from 'preact/hooks';

import { actAndShow } from '../api.ts';
import type { Deed } from '../api.ts';
import { place } from '../state.ts';
import { clearFailure, noteFailure } from './failures.ts';

/** Uses a control of a message: whether its answer is still awaited, and how to use it. */
export function useControl(messageId: string): [isWaiting: boolean, use: (deed: Deed) => void] {
  const [isWaiting, setWaiting] = useState(false);
  const use = async (deed: Deed): Promise<void> => {
    const channelId = place.value?.here.channelId ?? '';
    setWaiting(true);
    clearFailure(messageId);
    const { kind } = await actAndShow(deed);
    setWaiting(false);
    if (kind === 'no-answer') noteFailure(channelId, messageId, 'This interaction failed.');
  };
  return [isWaiting, (deed) => void use(deed)];
}
