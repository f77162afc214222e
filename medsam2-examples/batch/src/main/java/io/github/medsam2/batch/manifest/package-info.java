// SPDX-License-Identifier: Apache-2.0
/** What is asked for, a line a case. */
@NullMarked
package io.github.medsam2.batch.manifest;

import org.jspecify.annotations.NullMarked;
