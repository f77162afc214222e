// SPDX-License-Identifier: Apache-2.0
/** ITK-SNAP's deep learning extension. */
@NullMarked
package io.github.medsam2.server.itksnap;

import org.jspecify.annotations.NullMarked;
