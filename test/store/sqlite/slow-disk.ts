/** A disk whose syncs and rewrites end when told. */
export function createSlowDisk() {
  const syncs: PromiseWithResolvers<void>[] = [];
  const rewrites: PromiseWithResolvers<void>[] = [];
  return { syncs, rewrites, sync: waitingIn(syncs), rewrite: waitingIn(rewrites) };
}

function waitingIn(list: PromiseWithResolvers<void>[]): () => Promise<void> {
  return async () => {
    const one = Promise.withResolvers<void>();
    list.push(one);
    await one.promise;
  };
}
