/**
 * How long one address of a host may take to answer before the next one is tried, in milliseconds. The runtime gives
 * up after 250, whatever the time-outs say: far lines, and those that lose a packet, would never connect.
 */
export const ADDRESS_ATTEMPT_MS = 2_000;
