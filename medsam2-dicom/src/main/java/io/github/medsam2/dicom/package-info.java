/** TODO */
@NullMarked
package io.github.medsam2.dicom;

import org.jspecify.annotations.NullMarked;
