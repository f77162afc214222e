/** DICOM in: files, cines and series turned into the library's images and volumes. */
@NullMarked
package io.github.medsam2.dicom;

import org.jspecify.annotations.NullMarked;
