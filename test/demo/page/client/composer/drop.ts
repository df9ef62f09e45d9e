import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { attach } from './draft.ts';

/** Whether files are being dragged over the page. */
export const isDragging = signal(false);

/** Takes files that are dropped anywhere on the page, or pasted, while no form is open. */
export function useDropAndPaste(): void {
  useEffect(() => {
    const ending = new AbortController();
    const { signal: until } = ending;
    const hasForm = (): boolean => document.querySelector('dialog[open]') !== null;
    const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        isDragging.value = !hasForm();
      },
      { signal: until },
    );
    document.addEventListener(
      'dragleave',
      ({ relatedTarget }) => relatedTarget === null && (isDragging.value = false),
      { signal: until },
    );
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        isDragging.value = false;
        if (!hasForm()) attach([...(event.dataTransfer?.files ?? [])]);
      },
      { signal: until },
    );
    document.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0 || hasForm()) return;
        event.preventDefault();
        attach(files);
      },
      { signal: until },
    );
    return () => ending.abort();
  }, []);
}
