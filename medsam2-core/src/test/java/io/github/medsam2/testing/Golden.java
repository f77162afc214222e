// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors the original implementation computed. */
public final class Golden {
  private final Weights tensors;

  private Golden(Path file) {
    this.tensors = Safetensors.open(file);
  }

  private static Shape shape(String dims) {
    return dims.isEmpty()
        ? Shape.of()
        : Shape.of(Arrays.stream(dims.split(",")).mapToLong(Long::parseLong).toArray());
  }

  /** The golden file {@code shared/golden/name.safetensors}; skips the test when absent. */
  public static Golden shared(String name) {
    return new Golden(SharedData.require("golden/" + name + ".safetensors"));
  }

  /** The reduced network's golden file, which travels with the tests; see README.md beside it. */
  public static Golden nano() {
    URL url = Golden.class.getResource("nano.safetensors");
    assertThat(url).isNotNull();
    try {
      return new Golden(Path.of(url.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A golden file. */
  public static Golden of(Path file) {
    return new Golden(file);
  }

  /** A tensor by name. */
  public HostTensor get(String name) {
    return tensors.get(name).value();
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return tensors.keys().contains(name);
  }

  /** The floats of a tensor, row-major. */
  public float[] floats(String name) {
    return get(name).toFloatArray();
  }

  /** The bytes of a tensor, row-major. */
  public byte[] bytes(String name) {
    HostTensor t = get(name);
    byte[] out = new byte[t.data().remaining()];
    t.data().get(out);
    return out;
  }

  /** The shapes of a state dict, from the listing in {@code __keys}. */
  public Map<String, Shape> keys() {
    return keys(new String(bytes("__keys"), StandardCharsets.UTF_8));
  }

  /** Parses lines of {@code key (d0, d1, ...)}. */
  public static Map<String, Shape> keys(String listing) {
    Map<String, Shape> out = new LinkedHashMap<>();
    for (String line : listing.strip().split("\n")) {
      int open = line.indexOf(" (");
      String dims = line.substring(open + 2, line.length() - 1).replace(" ", "");
      out.put(
          line.substring(0, open),
          shape(dims.endsWith(",") ? dims.substring(0, dims.length() - 1) : dims));
    }
    return out;
  }

  /**
   * Asserts that values agree with a golden tensor, or with every step-th element where only those
   * were kept.
   *
   * @param tolerance largest absolute difference, in units of the golden tensor's rms where {@code
   *     relative}
   */
  public void assertClose(String name, float[] actual, double tolerance, boolean relative) {
    String stored = tensors.keys().contains(name) ? name : name + ".every";
    assertClose(name, floats(stored), actual, tolerance, relative);
  }

  /** As the other method, against given values. */
  public static void assertClose(
      String name, float[] expected, float[] actual, double tolerance, boolean relative) {
    int step = (actual.length + expected.length - 1) / expected.length;
    double unit = relative ? rms(expected) : 1;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - actual[i * step]) / unit;
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    assertThat(worst).as(name + " against the original").isLessThanOrEqualTo(tolerance);
  }

  private static double rms(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / values.length);
  }
}
