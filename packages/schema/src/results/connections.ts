import { Candidate } from '../entities/candidate.js';
import { Composition } from '../entities/composition.js';
import { Material } from '../entities/material.js';
import { Prediction } from '../entities/prediction.js';
import { PredictionEvent } from '../entities/prediction-event.js';
import { RelaxedStructure } from '../entities/relaxed-structure.js';
import { SymmetryProposal } from '../entities/symmetry-proposal.js';
import { connectionOf } from './connection.js';

export const CandidateConnection = connectionOf('Candidate', () => Candidate);
export const CompositionConnection = connectionOf('Composition', () => Composition);
export const MaterialConnection = connectionOf('Material', () => Material);
export const PredictionConnection = connectionOf('Prediction', () => Prediction);
export const PredictionEventConnection = connectionOf('PredictionEvent', () => PredictionEvent);
export const RelaxedStructureConnection = connectionOf('RelaxedStructure', () => RelaxedStructure);
export const SymmetryProposalConnection = connectionOf('SymmetryProposal', () => SymmetryProposal);
