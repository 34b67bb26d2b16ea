import type { Relation } from 'typeorm';
import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Prediction } from './prediction.js';
import { Project } from './project.js';

/** A prediction that belongs to a project. */
@Entity({ name: 'project_prediction' })
@Index('project_prediction_prediction_idx', ['predictionId'])
export class ProjectPrediction {
  @PrimaryColumn({ name: 'project_id', type: 'uuid', primaryKeyConstraintName: 'project_prediction_pkey' })
  projectId!: string;

  @ManyToOne(() => Project, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'project_id', foreignKeyConstraintName: 'project_prediction_project_fkey' })
  project?: Relation<Project>;

  @PrimaryColumn({ name: 'prediction_id', type: 'uuid', primaryKeyConstraintName: 'project_prediction_pkey' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'project_prediction_prediction_fkey' })
  prediction?: Relation<Prediction>;
}
