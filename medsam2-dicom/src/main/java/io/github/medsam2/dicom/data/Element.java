// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/** One attribute of a data set with its value: bytes, a sequence, or frames. Immutable. */
public sealed interface Element permits Bytes, Sequence, Fragments, PulledFrames {

  /** Group in the upper, element in the lower 16 bits. */
  int tag();

  /** The value representation it was read or made with. */
  Vr vr();
}
