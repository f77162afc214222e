// SPDX-License-Identifier: Apache-2.0
/** What is trained on: images with the masks of their objects, by patient. */
@NullMarked
package io.github.medsam2.data;

import org.jspecify.annotations.NullMarked;
