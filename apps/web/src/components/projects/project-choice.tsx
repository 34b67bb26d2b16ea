import type { ProjectNameFragment } from '@kessho/schema/generated/graphql';
import type { ComponentProps } from 'react';
import { useUrlState } from '../use-url-state';

interface ProjectChoiceProps extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  readonly projects: readonly ProjectNameFragment[];
  /** Stands for no project. */
  readonly none: string;
  readonly value: string | null;
  readonly onChange: (projectId: string | null) => void;
}

/** A choice of one project, or none. */
export function ProjectChoice({ projects, none, value, onChange, ...rest }: ProjectChoiceProps) {
  return (
    <select value={value ?? ''} onChange={({ target }) => onChange(target.value === '' ? null : target.value)} {...rest}>
      <option value="">{none}</option>
      {projects.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The project that is chosen in the address, `?project=`, as the page of a project hands it over; null where it is none of these. */
export function useChosenProject(projects: readonly ProjectNameFragment[]): readonly [string | null, (projectId: string | null) => void] {
  const [inUrl, choose] = useUrlState('project');
  return [projects.find(({ id }) => id === inUrl)?.id ?? null, choose];
}
