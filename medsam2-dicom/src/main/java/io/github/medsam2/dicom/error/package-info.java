/** The one exception of the DICOM module. */
@NullMarked
package io.github.medsam2.dicom.error;

import org.jspecify.annotations.NullMarked;
