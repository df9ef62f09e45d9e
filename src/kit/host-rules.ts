/** One entry of TRUSTED_MEDIA_HOSTS, normalised the way URLs normalise their hosts. */
export interface HostRule {
  match: 'exact' | 'subdomains';
  hostname: string;
  /** Null when the rule names none: then only the scheme's default port is trusted. */
  port: string | null;
}

const RULE = /^(?<wildcard>\*\.)?(?<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?<port>\d{1,5}))?$/i;
const DEFAULT_PORTS: Record<string, string> = { 'https:': '443', 'http:': '80' };

/**
 * Reads `host`, `*.host` (every subdomain, not the host itself) or `host:port`; undefined for anything else,
 * a wildcard over a whole top-level domain or over addresses included.
 */
export function parseHostRule(text: string): HostRule | undefined {
  const { wildcard, host, port } = RULE.exec(text)?.groups ?? {};
  if (host === undefined || !URL.canParse(`https://${host}`)) return undefined;
  const { hostname } = new URL(`https://${host}`);
  if (wildcard !== undefined && (port !== undefined || !isWildcardBase(hostname))) return undefined;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) return undefined;
  return {
    match: wildcard === undefined ? 'exact' : 'subdomains',
    hostname,
    port: port === undefined ? null : String(Number(port)),
  };
}

/**
 * Whether a URL may be fetched. Only http and https, never with a user or password in it. A rule without a
 * port trusts https on its default port; plain http it trusts on this machine alone, because on any
 * other way an attacker between us and the host could choose what we fetch.
 */
export function isTrusted(url: URL, rules: readonly HostRule[]): boolean {
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined || url.username !== '' || url.password !== '') return false;
  return rules.some((rule) => {
    if (!matchesHost(url.hostname, rule)) return false;
    if (rule.port !== null) return (url.port || defaultPort) === rule.port;
    return url.port === '' && (url.protocol === 'https:' || isLoopback(url.hostname));
  });
}

function matchesHost(hostname: string, rule: HostRule): boolean {
  return rule.match === 'exact' ? hostname === rule.hostname : hostname.endsWith(`.${rule.hostname}`);
}

/** Whether a URL's hostname is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function isWildcardBase(hostname: string): boolean {
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return !isAddress && hostname.includes('.');
}
