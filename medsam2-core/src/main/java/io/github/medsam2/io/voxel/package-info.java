// SPDX-License-Identifier: Apache-2.0
/**
 * What the readers of volumes share: bounded input, text headers, and how voxels lie in a file.
 * Internal.
 */
@NullMarked
package io.github.medsam2.io.voxel;

import org.jspecify.annotations.NullMarked;
