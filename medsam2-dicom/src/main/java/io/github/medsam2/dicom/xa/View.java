package io.github.medsam2.dicom.xa;

/**
 * The direction of a projection in degrees, with the signs of DICOM.
 *
 * @param primary LAO positive, RAO negative
 * @param secondary cranial positive, caudal negative
 */
public record View(double primary, double secondary) {}
