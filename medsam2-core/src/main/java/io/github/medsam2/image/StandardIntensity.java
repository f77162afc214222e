package io.github.medsam2.image;

/** The rule of {@link Intensity#standard()}. */
enum StandardIntensity implements Intensity {
  INSTANCE
}
