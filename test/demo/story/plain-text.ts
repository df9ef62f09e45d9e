/** Discord's markup as the words a person sees: small print, bold, mentions by name, times as dates. */
export function plainText(text: string, names: ReadonlyMap<string, string>): string[] {
  return text
    .replaceAll(/<@(\d+)>/g, (_, id: string) => names.get(id) ?? 'somebody')
    .replaceAll(/ ?<t:\d+:R> \((<t:\d+:f>)\)/g, ' on $1')
    .replaceAll(/<t:(\d+):\w>/g, (_, seconds: string) => dateOf(Number(seconds)))
    .replaceAll('**', '')
    .replaceAll('`', '')
    .split('\n')
    .map((line) => line.replace(/^(?:-# |> )/, '').trim())
    .filter((line) => line !== '');
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
}
