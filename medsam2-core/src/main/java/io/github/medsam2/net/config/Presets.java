// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.trunk.Trunk;
import io.github.medsam2.net.trunk.hiera.PublishedHiera;
import io.github.medsam2.net.trunk.vit.Vit;
import java.util.Set;

/** The configurations of published models at 512 pixels, the size MedSAM2 is trained at. */
public final class Presets {
  private static final int WIDTH = 256;

  private Presets() {}

  /** SAM 2.1 tiny: the network of all MedSAM2 checkpoints. */
  public static ModelConfig sam21Tiny() {
    return sam2("sam2.1", PublishedHiera.TINY, true);
  }

  /** SAM 2.1 small. */
  public static ModelConfig sam21Small() {
    return sam2("sam2.1", PublishedHiera.SMALL, true);
  }

  /** SAM 2.1 base+. */
  public static ModelConfig sam21BasePlus() {
    return sam2("sam2.1", PublishedHiera.BASE_PLUS, true);
  }

  /** SAM 2.1 large. */
  public static ModelConfig sam21Large() {
    return sam2("sam2.1", PublishedHiera.LARGE, true);
  }

  /** SAM 2.0 tiny: without temporal encoding of pointers and without the absent embedding. */
  public static ModelConfig sam20Tiny() {
    return sam2("sam2.0", PublishedHiera.TINY, false);
  }

  /** EfficientMedSAM2 small. */
  public static ModelConfig efficientTamS() {
    return efficientTam(384);
  }

  /** EfficientMedSAM2 tiny. */
  public static ModelConfig efficientTamTi() {
    return efficientTam(192);
  }

  private static ModelConfig sam2(String generation, PublishedHiera published, boolean times) {
    return of(generation, published.trunk(), memory(times), decoder(true));
  }

  private static ModelConfig efficientTam(int width) {
    Vit vit = new Vit(width, 12, width / 64, 16, 14, Set.of(2, 5, 8, 11), 14);
    return of("sam2.0", vit, memory(false), decoder(false));
  }

  private static ModelConfig of(
      String generation, Trunk trunk, MemoryConfig memory, DecoderConfig decoder) {
    String name = trunk.modelName(generation);
    return new ModelConfig(name, trunk.usualSide(), trunk, WIDTH, memory, decoder);
  }

  private static MemoryConfig memory(boolean times) {
    return new MemoryConfig(64, 4, 2048, 7, 2, times, times);
  }

  private static DecoderConfig decoder(boolean highResolution) {
    return new DecoderConfig(2048, WIDTH / 2, WIDTH, highResolution);
  }
}
