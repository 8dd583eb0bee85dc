import { allHuaweiAnswers } from './huawei-answers.js';
import { createJoinModel } from './join-model.js';
import type { JoinDeed, JoinPath, PathOptions, ResetDeed, ResetPath } from './path.types.js';
import { createResetModel } from './reset-model.js';
import { pathsOf } from './explore.js';
import { allWebexAnswers } from './webex-answers.js';

/**
 * Paths through the join flow, made from the production chart: what a person does, what the service answers, what time
 * does, and what must be true after each step. The same options give the same paths.
 * @throws TypeError for anything but options, and for an `allows` that answers later.
 * @throws RangeError for a strategy or a state that there is not, and for a `count`, a `maxLength` or a `seed` that is none.
 */
export const getJoinPaths = (options: PathOptions<JoinDeed> = {}): readonly JoinPath[] =>
  pathsOf(createJoinModel(options, options.strategy === 'answers' ? allWebexAnswers : []), options);

/**
 * Paths through the password reset, made from the production chart. The same options give the same paths.
 * @throws TypeError for anything but options, and for an `allows` that answers later.
 * @throws RangeError for a strategy or a state that there is not, and for a `count`, a `maxLength` or a `seed` that is none.
 */
export const getResetPaths = (options: PathOptions<ResetDeed> = {}): readonly ResetPath[] =>
  pathsOf(createResetModel(options, options.strategy === 'answers' ? allHuaweiAnswers : []), options);
