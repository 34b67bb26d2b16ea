import { RADIATIONS } from '@kessho/core/diffraction/radiation';
import { registerEnumType } from 'type-graphql';

/** `CuKa1`, in GraphQL `CU_KA1`. */
export type Radiation = string;

const members = Object.fromEntries(Object.keys(RADIATIONS).map((name) => [name.replace('K', '_K').toUpperCase(), name]));

export const RadiationEnum: Readonly<Record<string, Radiation>> = members;
registerEnumType(members, { name: 'Radiation', description: 'X-ray lines of laboratory tubes; Kα is the mean of Kα1 and Kα2 by 2 : 1.' });
