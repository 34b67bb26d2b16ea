import type { Relation } from 'typeorm';
import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Search } from './search.js';
import { Project } from './project.js';

/** A search that belongs to a project. */
@Entity({ name: 'project_search' })
@Index('project_search_search_idx', ['searchId'])
export class ProjectSearch {
  @PrimaryColumn({ name: 'project_id', type: 'uuid', primaryKeyConstraintName: 'project_search_pkey' })
  projectId!: string;

  @ManyToOne(() => Project, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'project_id', foreignKeyConstraintName: 'project_search_project_fkey' })
  project?: Relation<Project>;

  @PrimaryColumn({ name: 'search_id', type: 'uuid', primaryKeyConstraintName: 'project_search_pkey' })
  searchId!: string;

  @ManyToOne(() => Search, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'project_search_search_fkey' })
  search?: Relation<Search>;
}
