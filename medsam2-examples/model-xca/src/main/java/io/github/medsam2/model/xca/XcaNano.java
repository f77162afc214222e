// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.file.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A network of 4.5 million weights for coronary angiograms, in this jar: nothing is downloaded. It
 * finds vessels in a box or at a click, far less surely than a large network, and is here to try
 * and to build on. What it can do and where it fails is on its {@linkplain #card() card}. For
 * research only; not a medical device.
 *
 * <pre>{@code
 * try (MedSam2 model = XcaNano.load()) { .. }
 * }</pre>
 */
public final class XcaNano {
  private static final String WEIGHTS = "xca-nano.safetensors";

  private XcaNano() {}

  /** Opens the model as it is meant to be used, at 512 pixels. */
  public static MedSam2 load() {
    return load(ModelOptions.defaults());
  }

  /** Opens the model. */
  public static MedSam2 load(ModelOptions options) {
    return MedSam2.of(weights(), options);
  }

  /** The weights in memory, for example to train them further; closing them frees nothing. */
  public static Checkpoint weights() {
    try (InputStream in = resource(WEIGHTS)) {
      return Checkpoint.read(WEIGHTS, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the weights as safetensors in half precision, for other programs. */
  public static void write(Path file) {
    AtomicFiles.write(
        file,
        "weights",
        out -> {
          try (InputStream in = resource(WEIGHTS)) {
            in.transferTo(out);
          }
        });
  }

  /** The model card, as Markdown: data, licences, figures, failures, limits. */
  public static String card() {
    try (InputStream in = resource("CARD.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = XcaNano.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the jar lacks " + name);
    }
    return in;
  }
}
