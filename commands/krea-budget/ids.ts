import { z } from 'zod';

/** The id of a member, role or channel as Discord's own suggestions give it; whoever forges a command can send anything. */
export const idSchema = z.string().regex(/^\d{17,20}$/, 'Choose one of Discord’s suggestions.');
