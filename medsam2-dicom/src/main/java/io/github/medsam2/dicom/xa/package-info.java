/** Projection cines: X-ray angiography and ultrasound, with their geometry, times and spacing. */
@NullMarked
package io.github.medsam2.dicom.xa;

import org.jspecify.annotations.NullMarked;
