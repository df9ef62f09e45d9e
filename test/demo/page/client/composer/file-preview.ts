import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';

import { Icon } from '../chrome/icon.ts';

/** A small picture of a file that is not sent yet. */
export function FilePreview({ file }: { file: File }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    if (!file.type.startsWith('image/')) return undefined;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url === '' ? html`<${Icon} name="file" />` : html`<img class="file-preview" src=${url} alt="" />`;
}
