// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Mask;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Segmentations of 3D Slicer, {@code .seg.nrrd}: labels of 8 bits in one layer, or, where segments
 * overlap, in several that lie interleaved, layer by layer for each voxel. A segment is a layer and
 * the value it has there.
 */
final class SegNrrd {
  private static final int LONGEST = 1 << 20;
  private static final String WHERE = "segmentation in NRRD";

  private final int[] sizes;
  private final byte[] samples;
  private final List<Segment> segments;

  private record Segment(String name, int layer, int value) {}

  private SegNrrd(int[] sizes, byte[] samples, List<Segment> segments) {
    this.sizes = sizes;
    this.samples = samples;
    this.segments = segments;
  }

  /**
   * Reads one.
   *
   * @param most bytes of its samples
   */
  static SegNrrd read(Path file, long most) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Map<String, String> header = header(in);
      int[] sizes = sizes(header);
      long count = 1;
      for (int size : sizes) {
        count = Math.multiplyExact(count, size);
      }
      if (count > Math.min(most, Integer.MAX_VALUE - 8)) {
        throw broken("at most " + most + " samples", "more", "raise the server's budget");
      }
      return new SegNrrd(sizes, samples(in, header, (int) count), segments(header));
    } catch (ArithmeticException e) {
      throw broken("sizes whose product can be counted", "larger ones", "save it again");
    }
  }

  private static FormatException broken(String expected, String found, String fix) {
    return new FormatException(WHERE, expected, found, fix);
  }

  private static Map<String, String> header(InputStream in) throws IOException {
    Map<String, String> header = new LinkedHashMap<>();
    int left = LONGEST;
    String line = line(in, left);
    if (!line.startsWith("NRRD000")) {
      throw broken("NRRD000 and a digit first", "other bytes", "let the viewer save it again");
    }
    for (line = line(in, left); !line.isEmpty(); line = line(in, left)) {
      left -= line.length();
      int value = line.indexOf(":=");
      int field = line.indexOf(": ");
      if (value > 0 && (field < 0 || value < field)) {
        header.putIfAbsent(line.substring(0, value), line.substring(value + 2));
      } else if (field > 0 && !line.startsWith("#")) {
        header.putIfAbsent(
            line.substring(0, field).toLowerCase(Locale.ROOT), line.substring(field + 2).trim());
      }
    }
    return header;
  }

  private static String line(InputStream in, int most) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.size() >= most) {
        throw broken(
            "a header that ends", "none within a megabyte", "let the viewer save it again");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** Layers, columns, rows and slices. */
  private static int[] sizes(Map<String, String> header) {
    String[] words = header.getOrDefault("sizes", "").split("\\s+", 9);
    String dimension = header.getOrDefault("dimension", "");
    boolean fits = dimension.equals(words.length + "") && (words.length == 3 || words.length == 4);
    int[] sizes = {1, 0, 0, 0};
    for (int i = 0; fits && i < words.length; i++) {
      fits = words[i].matches("[1-9][0-9]{0,8}");
      sizes[4 - words.length + i] = fits ? Integer.parseInt(words[i]) : 0;
    }
    boolean first = words.length == 3 || header.getOrDefault("kinds", "").startsWith("list");
    if (!fits || !first) {
      throw broken(
          "three sizes, or four with the list of layers first", "others", "save it with 3D Slicer");
    }
    return sizes;
  }

  private static byte[] samples(InputStream in, Map<String, String> header, int count)
      throws IOException {
    boolean bytes =
        List.of("unsigned char", "uchar", "uint8", "uint8_t")
            .contains(header.getOrDefault("type", ""));
    String encoding = header.getOrDefault("encoding", "");
    boolean packed = encoding.equals("gzip") || encoding.equals("gz");
    if (!bytes || !(packed || encoding.equals("raw")) || header.containsKey("data file")) {
      throw broken(
          "labels of 8 bits, raw or gzip, in the file itself", "others", "save it as .seg.nrrd");
    }
    byte[] samples = new byte[count];
    try (DataInputStream data =
        new DataInputStream(packed ? new GZIPInputStream(in, 1 << 16) : in)) {
      data.readFully(samples);
    } catch (EOFException | java.util.zip.ZipException e) {
      throw broken(count + " samples", "fewer, or damage", "let the viewer save it again");
    }
    return samples;
  }

  private static List<Segment> segments(Map<String, String> header) {
    List<Segment> segments = new ArrayList<>();
    for (int n = 0; header.containsKey("Segment" + n + "_ID") || has(header, n); n++) {
      String key = "Segment" + n + "_";
      segments.add(
          new Segment(
              Optional.ofNullable(header.get(key + "Name")).orElse("segment " + (n + 1)),
              number(header.get(key + "Layer"), 0),
              number(header.get(key + "LabelValue"), n + 1)));
    }
    return segments;
  }

  private static boolean has(Map<String, String> header, int n) {
    return header.containsKey("Segment" + n + "_LabelValue");
  }

  private static int number(@Nullable String text, int otherwise) {
    return text != null && text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : otherwise;
  }

  /** The masks of its segments, on an image's grid. */
  List<LabelFile.Named> on(Slicing size) {
    LabelFile.requireSize(sizes[1], sizes[2], sizes[3], size);
    List<LabelFile.Named> all = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.layer() >= sizes[0]) {
        throw broken("layers as many as the sizes say", "more", "let the viewer save it again");
      }
      all.add(new LabelFile.Named(segment.name(), slice -> mask(segment, slice)));
    }
    return all;
  }

  private Mask mask(Segment segment, int slice) {
    int area = sizes[1] * sizes[2];
    byte[] inside = new byte[area];
    for (int i = 0; i < area; i++) {
      int sample = samples[(slice * area + i) * sizes[0] + segment.layer()] & 0xff;
      inside[i] = (byte) (sample == segment.value() ? 1 : 0);
    }
    return Mask.of(sizes[1], sizes[2], inside);
  }

  /**
   * Writes one segment.
   *
   * @param name without line ends
   * @param inside 1 inside, 0 outside
   */
  static void write(OutputStream out, String name, byte[] inside, Slicing size, Geometry place)
      throws IOException {
    double[] a = place.affine();
    String header =
        "NRRD0004\ntype: unsigned char\ndimension: 3\nspace: left-posterior-superior\n"
            + ("sizes: " + size.width() + " " + size.height() + " " + size.depth() + "\n")
            + ("space directions: " + vector(a, 0) + " " + vector(a, 1) + " " + vector(a, 2) + "\n")
            + "kinds: domain domain domain\nencoding: gzip\n"
            + ("space origin: " + vector(a, 3) + "\n")
            + "Segment0_ID:=Segment_1\n"
            + ("Segment0_Name:=" + name.replaceAll("[\\r\\n]", " ") + "\n")
            + "Segment0_LabelValue:=1\nSegment0_Layer:=0\n"
            + "Segmentation_MasterRepresentation:=Binary labelmap\n"
            + "Segmentation_ContainedRepresentationNames:=Binary labelmap|\n"
            + "Segmentation_ReferenceImageExtentOffset:=0 0 0\n\n";
    out.write(header.getBytes(StandardCharsets.UTF_8));
    GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
    gzip.write(inside);
    gzip.finish();
  }

  private static String vector(double[] affine, int column) {
    return "(" + affine[column] + "," + affine[4 + column] + "," + affine[8 + column] + ")";
  }
}
