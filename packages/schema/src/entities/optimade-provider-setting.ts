import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What the user decided on a provider; one without a row stands in the list that ships with the program and is off. */
@Entity({ name: 'optimade_provider' })
@Check('optimade_provider_added_check', 'num_nonnulls(name, base_url) IN (0, 2)')
export class OptimadeProviderSetting {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'optimade_provider_pkey' })
  id!: string;

  @Column({ name: 'is_enabled', type: 'boolean' })
  isEnabled!: boolean;

  /** Of a provider that the user added; null for those of the list. */
  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ name: 'base_url', type: 'text', nullable: true })
  baseUrl!: string | null;
}
