// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.net.config.ModelConfig.DecoderConfig;
import io.github.medsam2.net.config.ModelConfig.MemoryConfig;
import java.util.Set;

/** The configurations of published models at 512 pixels, the size MedSAM2 is trained at. */
public final class Presets {
  private static final int SIZE = 512;
  private static final int WIDTH = 256;

  private Presets() {}

  /** SAM 2.1 tiny: the network of all MedSAM2 checkpoints. */
  public static ModelConfig sam21Tiny() {
    return sam2("sam2.1-", PublishedTrunks.TINY, true);
  }

  /** SAM 2.1 small. */
  public static ModelConfig sam21Small() {
    return sam2("sam2.1-", PublishedTrunks.SMALL, true);
  }

  /** SAM 2.1 base+. */
  public static ModelConfig sam21BasePlus() {
    return sam2("sam2.1-", PublishedTrunks.BASE_PLUS, true);
  }

  /** SAM 2.1 large. */
  public static ModelConfig sam21Large() {
    return sam2("sam2.1-", PublishedTrunks.LARGE, true);
  }

  /** SAM 2.0 tiny: without temporal encoding of pointers and without the absent embedding. */
  public static ModelConfig sam20Tiny() {
    return sam2("sam2.0-", PublishedTrunks.TINY, false);
  }

  /** EfficientMedSAM2 small. */
  public static ModelConfig efficientTamS() {
    return efficientTam("efficienttam-s", 384);
  }

  /** EfficientMedSAM2 tiny. */
  public static ModelConfig efficientTamTi() {
    return efficientTam("efficienttam-ti", 192);
  }

  private static ModelConfig sam2(String family, PublishedTrunks trunk, boolean times) {
    TrunkConfig.Hiera hiera = trunk.config();
    return new ModelConfig(
        family + PublishedTrunks.name(hiera), SIZE, hiera, WIDTH, memory(times), decoder(true));
  }

  private static ModelConfig efficientTam(String name, int width) {
    TrunkConfig.Vit vit =
        new TrunkConfig.Vit(width, 12, width / 64, 16, 14, Set.of(2, 5, 8, 11), 14);
    return new ModelConfig(name, SIZE, vit, WIDTH, memory(false), decoder(false));
  }

  private static MemoryConfig memory(boolean times) {
    return new MemoryConfig(64, 4, 2048, 7, 2, times, times);
  }

  private static DecoderConfig decoder(boolean highResolution) {
    return new DecoderConfig(2048, WIDTH / 2, WIDTH, highResolution);
  }
}
