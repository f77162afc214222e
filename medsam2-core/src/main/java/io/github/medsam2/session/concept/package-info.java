// SPDX-License-Identifier: Apache-2.0
/**
 * The instances of a concept through frames: detections and what is followed, brought together.
 * What is known after a frame never changes, so a walk can begin from any. Not API.
 */
@NullMarked
package io.github.medsam2.session.concept;

import org.jspecify.annotations.NullMarked;
