// SPDX-License-Identifier: Apache-2.0
/** MONAI Label's REST, as 3D Slicer, MITK, OHIF and its Python client speak it. */
@NullMarked
package io.github.medsam2.server.monai;

import org.jspecify.annotations.NullMarked;
