import { z } from 'zod';

const fieldSchema = z.object({
  custom_id: z.string().optional(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});

/** The components of a submitted form: labels, each around one field. */
export const formSchema = z.array(z.object({ component: fieldSchema.optional() }));

/** The submitted values by the fields' custom ids. */
export function formFields(components: z.infer<typeof formSchema>): Map<string, readonly string[]> {
  return new Map(
    components.flatMap(({ component }) => {
      if (component?.custom_id === undefined) return [];
      const values = component.values ?? (component.value === undefined ? [] : [component.value]);
      return [[component.custom_id, values] as const];
    }),
  );
}
