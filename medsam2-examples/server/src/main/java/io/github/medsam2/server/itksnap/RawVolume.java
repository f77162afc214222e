// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.itksnap;

import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Voxels as ITK-SNAP sends them: float32, compressed, and what they are beside them.
 *
 * @param size x, y, z; not to be written to
 * @param spacing x, y, z; not to be written to
 * @param channels numbers a voxel, 1 or 3
 * @param data little endian
 */
@SuppressWarnings("ArrayRecordComponent")
record RawVolume(int[] size, double[] spacing, int channels, ByteBuffer data) {

  /** Reads a form; what it claims is held against a limit before memory is taken. */
  static RawVolume read(MultipartForm form, Call call, long most) throws IOException {
    Json about = form.json("metadata", call.limits());
    double[] dimensions = about.numbers("dimensions", 3);
    double[] distances = about.numbers("spacing", 3);
    int channels = about.number("components_per_pixel").orElse(1.0).intValue();
    if (dimensions.length < 2 || (channels != 1 && channels != 3)) {
      throw Refusal.wrong("metadata", "two or three dimensions, one or three components", "others");
    }
    int[] size = {1, 1, 1};
    double[] spacing = {1, 1, 1};
    long bytes = 4L * channels;
    for (int i = 0; i < dimensions.length; i++) {
      if (dimensions[i] < 1 || dimensions[i] > Integer.MAX_VALUE) {
        throw Refusal.wrong("metadata", "dimensions of at least 1", "others");
      }
      size[i] = (int) dimensions[i];
      spacing[i] = i < distances.length && distances[i] > 0 ? distances[i] : 1;
      bytes = bytes > most ? bytes : bytes * size[i];
    }
    if (bytes > Math.min(most, Integer.MAX_VALUE - 8)) {
      throw Refusal.tooLarge("image", most + " bytes", "send a part of it");
    }
    Path file = form.file("file").orElseThrow(() -> Refusal.wrong("form", "a file", "none"));
    return new RawVolume(size, spacing, channels, inflate(file, (int) bytes));
  }

  private static ByteBuffer inflate(Path file, int bytes) throws IOException {
    // What is packed so small cannot become so much: deflate makes at most 1032 bytes of one.
    if (bytes > 1032L * Files.size(file)) {
      throw wrong();
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] data = in.readNBytes(bytes);
      if (data.length < bytes || in.read() >= 0) {
        throw wrong();
      }
      return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw wrong();
    }
  }

  private static Refusal wrong() {
    return Refusal.wrong("image", "as many compressed numbers as its dimensions say", "others");
  }

  /** Where numbers are above 0. */
  byte[] painted() {
    byte[] on = new byte[data.capacity() / 4 / channels];
    for (int i = 0; i < on.length; i++) {
      on[i] = (byte) (data.getFloat(4 * i * channels) > 0 ? 1 : 0);
    }
    return on;
  }
}
