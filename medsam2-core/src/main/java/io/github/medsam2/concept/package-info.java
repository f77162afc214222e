// SPDX-License-Identifier: Apache-2.0
/** What is asked of a model that finds all instances of a concept, and what it answers. */
@NullMarked
package io.github.medsam2.concept;

import org.jspecify.annotations.NullMarked;
