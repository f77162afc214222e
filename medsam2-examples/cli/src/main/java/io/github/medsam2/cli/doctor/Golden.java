// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The numbers of {@link SelfTest} as they were recorded, and how far others are from them. */
final class Golden {
  private static final String NAME = "/io/github/medsam2/cli/self-test.txt";

  private Golden() {}

  static float[] recorded() {
    try (InputStream in = Golden.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + NAME);
      }
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      float[] values = new float[lines.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(lines.get(i));
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the resource holds them. */
  static String text(float[] values) {
    StringBuilder text = new StringBuilder();
    for (float v : values) {
      text.append(String.format(Locale.ROOT, "%.6f%n", v));
    }
    return text.toString().lines().collect(Collectors.joining("\n", "", "\n"));
  }

  /** The largest difference; infinite where the numbers do not even count alike. */
  static double largestError(float[] a, float[] b) {
    if (a.length != b.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double error = Math.abs(a[i] - b[i]);
      largest = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(largest, error);
    }
    return largest;
  }
}
