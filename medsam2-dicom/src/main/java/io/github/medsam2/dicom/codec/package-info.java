// SPDX-License-Identifier: Apache-2.0
/** Pure codecs from bytes to samples and back: RLE, JPEG, JPEG-LS; they know no DICOM. */
@NullMarked
package io.github.medsam2.dicom.codec;

import org.jspecify.annotations.NullMarked;
