// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.StoredTensor.FileRegion;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors of every floating type, in memory and in files. */
final class StoredValues {

  private StoredValues() {}

  /** Values at the limits of a type: signed zero, the smallest, the largest, halfway cases. */
  static HostTensor awkward(DType dtype, long... dims) {
    HostTensor t = HostTensor.zeros(dtype, Shape.of(dims));
    ByteBuffer data = t.data();
    for (int i = 0; data.hasRemaining(); i++) {
      switch (dtype) {
        case FLOAT16 -> data.putShort((short) HALVES[i % HALVES.length]);
        case BFLOAT16 ->
            data.putShort((short) (Float.floatToIntBits(FLOATS[i % FLOATS.length]) >> 16));
        case FLOAT64 -> data.putDouble(FLOATS[i % FLOATS.length] * (1 + (i % 5 - 2) * 0x1p-25));
        default -> data.putFloat(FLOATS[i % FLOATS.length]);
      }
    }
    return t;
  }

  /** 0, -0, 1, -1.5, the smallest and largest subnormal, the smallest normal, the largest, 1/3. */
  private static final int[] HALVES = {
    0, 0x8000, 0x3c00, 0xbe00, 0x0001, 0x83ff, 0x0400, 0x7bff, 0x3555
  };

  private static final float[] FLOATS = {0, -0f, 1, -1.5f, 1e-30f, -3e37f, 0.1f, 1 / 3f, 123456.7f};

  /** Normal values cut to a type; {@link #decode} says what they are then. */
  static HostTensor encode(DType dtype, HostTensor floats) {
    HostTensor t = HostTensor.zeros(dtype, floats.shape());
    ByteBuffer data = t.data();
    for (float v : floats.toFloatArray()) {
      switch (dtype) {
        case FLOAT16 -> data.putShort(cutToHalf(v));
        case BFLOAT16 -> data.putShort((short) (Float.floatToIntBits(v) >> 16));
        case FLOAT64 -> data.putDouble(v + v * 0x1p-40);
        default -> data.putFloat(v);
      }
    }
    return t;
  }

  /** For magnitudes from 2^-14 to 65504; smaller ones become zero. */
  private static short cutToHalf(float v) {
    int bits = Float.floatToIntBits(v);
    int exponent = ((bits >> 23) & 0xff) - 127 + 15;
    int magnitude = exponent <= 0 ? 0 : (exponent << 10) | ((bits >> 13) & 0x3ff);
    return (short) (((bits >>> 16) & 0x8000) | magnitude);
  }

  /** The float32 values that a stored tensor stands for. */
  static HostTensor decode(HostTensor t) {
    float[] out = new float[Math.toIntExact(t.shape().count())];
    ByteBuffer data = t.data();
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (t.dtype()) {
            case FLOAT16 -> half(data.getShort());
            case BFLOAT16 -> Float.intBitsToFloat(data.getShort() << 16);
            case FLOAT64 -> (float) data.getDouble();
            default -> data.getFloat();
          };
    }
    return HostTensor.of(out, t.shape().dims());
  }

  /** Scales a half's bits, read as a float32 of the same fields, by the difference of biases. */
  private static float half(short bits) {
    float magnitude = Float.intBitsToFloat((bits & 0x7fff) << 13) * 0x1p112f;
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Weights outside the heap and in no file. */
  static Weights direct(Map<String, HostTensor> values) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    values.forEach(
        (key, t) -> {
          ByteBuffer copy = ByteBuffer.allocateDirect(t.data().remaining()).put(t.data()).flip();
          stored.put(key, new StoredTensor(new HostTensor(t.shape(), t.dtype(), copy), null));
        });
    return new MapWeights(stored);
  }

  /** Weights mapped from a file whose tensors lie at odd places, as in a zip. */
  static Weights inFile(Path folder, Map<String, HostTensor> values) {
    return new MapWeights(write(folder, "some weights.pt", values));
  }

  /** Weights of two files in two folders, by turns. */
  static Weights inTwoFiles(Path folder, Map<String, HostTensor> values) {
    Map<String, HostTensor> left = new LinkedHashMap<>();
    Map<String, HostTensor> right = new LinkedHashMap<>();
    values.forEach((key, t) -> (left.size() > right.size() ? right : left).put(key, t));
    Map<String, StoredTensor> stored = write(folder.resolve("base"), "weights.pt", left);
    stored.putAll(write(folder.resolve("tuned"), "weights.pt", right));
    return new MapWeights(stored);
  }

  private static Map<String, StoredTensor> write(
      Path folder, String name, Map<String, HostTensor> values) {
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, "", name).toAbsolutePath();
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        Map<String, StoredTensor> stored = new LinkedHashMap<>();
        for (var entry : values.entrySet()) {
          stored.put(entry.getKey(), append(channel, file, entry.getValue()));
        }
        return stored;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoredTensor append(FileChannel channel, Path file, HostTensor t)
      throws IOException {
    long offset = channel.size() + 13;
    long length = t.data().remaining();
    channel.write(t.data(), offset);
    ByteBuffer mapped = channel.map(MapMode.READ_ONLY, offset, length);
    return new StoredTensor(
        new HostTensor(t.shape(), t.dtype(), mapped), new FileRegion(file, offset, length));
  }
}
