import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { SelectOption } from '../wire/components.ts';
import { Icon } from './chrome/icon.ts';

interface SelectProps {
  label: string;
  placeholder: string;
  options: readonly SelectOption[];
  chosen: readonly string[];
  max: number;
  isDisabled?: boolean;
  choose: (values: string[]) => void;
}

const LIST_ROOM_PX = 300;
let count = 0;

/** Discord's select: a box that opens a list; one value closes it, several are gathered until it is left. */
export function SelectBox({ label, placeholder, options, chosen, max, isDisabled = false, choose }: SelectProps) {
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [picked, setPicked] = useState<readonly string[]>(chosen);
  const box = useRef<HTMLDivElement>(null);
  const [id] = useState(() => `select-${(count += 1)}`);
  const isMany = max > 1;

  const open = (): void => {
    if (isDisabled) return;
    setPicked(chosen);
    setAt(
      Math.max(
        0,
        options.findIndex(({ value }) => chosen.includes(value)),
      ),
    );
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    if (isMany && picked.join() !== chosen.join()) choose([...picked]);
  };
  const pick = (value: string): void => {
    if (!isMany) {
      setOpen(false);
      return choose([value]);
    }
    if (picked.includes(value)) return setPicked(picked.filter((one) => one !== value));
    if (picked.length < max) setPicked([...picked, value]);
    return undefined;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (!['ArrowDown', 'ArrowUp', 'Enter', ' ', 'Escape', 'Home', 'End', 'Tab'].includes(key)) return;
    if (key === 'Tab') return close();
    // A closed box leaves Escape to the form it stands in.
    if (key === 'Escape' && !isOpen) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isOpen) return open();
    if (key === 'Escape') return close();
    if (key === 'Enter' || key === ' ') return pick(options[at]?.value ?? '');
    const last = options.length - 1;
    setAt({ ArrowDown: Math.min(last, at + 1), ArrowUp: Math.max(0, at - 1), Home: 0, End: last }[key] ?? at);
    return undefined;
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    const onOutside = ({ target }: Event): void => {
      if (target instanceof Node && box.current?.contains(target) !== true) close();
    };
    document.addEventListener('pointerdown', onOutside);
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
    return () => document.removeEventListener('pointerdown', onOutside);
  });

  const shown = options.filter(({ value }) => (isOpen ? picked : chosen).includes(value)).map((option) => option.label);
  return html`
    <div class="select" ref=${box} data-open=${isOpen}>
      <button
        type="button"
        class="select-box"
        role="combobox"
        aria-label=${label}
        aria-expanded=${isOpen}
        aria-controls=${id}
        aria-activedescendant=${isOpen ? `${id}-${at}` : undefined}
        disabled=${isDisabled}
        onClick=${() => (isOpen ? close() : open())}
        onKeyDown=${onKeyDown}
      >
        <span class=${shown.length === 0 ? 'select-placeholder' : ''}
          >${shown.length === 0 ? placeholder : shown.join(', ')}</span
        >
        <${Icon} name="chevron" />
      </button>
      ${
        isOpen
          ? html`<ul
              class="select-list"
              id=${id}
              role="listbox"
              aria-label=${label}
              aria-multiselectable=${isMany}
              style=${placeOf(box.current)}
            >
              ${options.map(
                (option, index) => html`
                  <li
                    key=${option.value}
                    id=${`${id}-${index}`}
                    role="option"
                    aria-selected=${picked.includes(option.value)}
                    data-at=${index === at}
                    onClick=${() => pick(option.value)}
                    onPointerMove=${() => setAt(index)}
                  >
                    ${option.emoji?.name ? html`<span>${option.emoji.name}</span>` : null}
                    <span class="select-words"
                      ><b>${option.label}</b
                      >${option.description ? html`<small>${option.description}</small>` : null}</span
                    >
                    ${picked.includes(option.value) ? html`<span class="select-check" aria-hidden="true">✓</span>` : null}
                  </li>
                `,
              )}
            </ul>`
          : null
      }
    </div>
  `;
}

/** Below the box, or above it where there is more room; fixed, so that no scrolling part cuts it off. */
function placeOf(box: HTMLElement | null): Record<string, string> {
  if (box === null) return {};
  const { left, top, bottom, width } = box.getBoundingClientRect();
  const isBelow = innerHeight - bottom > LIST_ROOM_PX || innerHeight - bottom > top;
  const vertical: Record<string, string> = isBelow
    ? { top: `${bottom + 4}px` }
    : { bottom: `${innerHeight - top + 4}px` };
  return {
    left: `${left}px`,
    width: `${width}px`,
    maxHeight: `${Math.min(LIST_ROOM_PX, (isBelow ? innerHeight - bottom : top) - 12)}px`,
    ...vertical,
  };
}
