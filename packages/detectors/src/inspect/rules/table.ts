/** The rules in the order in which a person should see to them: what no training survives first. */
import { beyondFloat32 } from './beyond-float32.js';
import { codeCategory } from './code-category.js';
import { constantColumn } from './constant-column.js';
import { duplicateRows } from './duplicate-rows.js';
import { infiniteValues } from './infinite-values.js';
import { labelOutsideClasses } from './label-outside-classes.js';
import { largeScale } from './large-scale.js';
import { missingValues } from './missing-values.js';
import { outlier } from './outlier.js';
import { raggedRows } from './ragged-rows.js';
import { scaleSpread } from './scale-spread.js';
import { targetScale } from './target-scale.js';
import { textCategory } from './text-category.js';
import { zeroColumn } from './zero-column.js';
import type { InspectRule } from '../finding.js';

export const inspectRules: readonly InspectRule[] = [
  raggedRows,
  missingValues,
  infiniteValues,
  textCategory,
  codeCategory,
  labelOutsideClasses,
  constantColumn,
  zeroColumn,
  beyondFloat32,
  outlier,
  scaleSpread,
  largeScale,
  targetScale,
  duplicateRows,
];
