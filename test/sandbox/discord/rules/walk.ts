import { ComponentType } from 'discord.js';

import type { AnyComponent, Media, MessageComponent } from './components.ts';

/** A component and where it stands in the request. */
export type Placed = { readonly component: AnyComponent; readonly path: readonly (string | number)[] };

/** Visits every component, the nested ones too, in reading order. */
export function* walk(
  components: readonly AnyComponent[],
  at: readonly (string | number)[] = ['components'],
): Generator<Placed> {
  for (const [index, component] of components.entries()) {
    const path = [...at, index];
    yield { component, path };
    if ('components' in component) yield* walk(component.components, [...path, 'components']);
    if (component.type === ComponentType.Section)
      yield { component: component.accessory, path: [...path, 'accessory'] };
  }
}

/** Every picture or file that components show, with its place. */
export function* mediaOf(
  components: readonly MessageComponent[],
): Generator<{ readonly media: Media; readonly path: readonly (string | number)[] }> {
  for (const { component, path } of walk(components)) {
    if (component.type === ComponentType.Thumbnail) yield { media: component.media, path: [...path, 'media', 'url'] };
    if (component.type === ComponentType.File) yield { media: component.file, path: [...path, 'file', 'url'] };
    if (component.type === ComponentType.MediaGallery) {
      for (const [index, item] of component.items.entries())
        yield { media: item.media, path: [...path, 'items', index, 'media', 'url'] };
    }
  }
}

/** The texts of all text displays. */
export function textsOf(components: readonly AnyComponent[]): string[] {
  const texts: string[] = [];
  for (const { component } of walk(components))
    if (component.type === ComponentType.TextDisplay) texts.push(component.content);
  return texts;
}
