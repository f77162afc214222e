// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.numpy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.io.voxel.Input;
import io.github.medsam2.io.voxel.SampleType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The head of one NumPy array.
 *
 * <pre>
 * npy    --> 0x93 "NUMPY" major minor length dict
 * length --> 2 bytes (major 1) | 4 bytes (major 2, 3), little endian
 * dict   --> "{'descr': '&lt;u1', 'fortran_order': False, 'shape': (16, 512, 512), }" blank* LF
 * </pre>
 *
 * @param fortran whether the first axis is fastest, not the last
 * @param shape sizes, outermost first
 */
record NpyHeader(SampleType type, ByteOrder order, boolean fortran, List<Long> shape) {
  private static final int LONGEST = 1 << 16;
  private static final int ALIGNMENT = 64;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)(\\w{1,8})'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
  private static final String MAGIC = "\u0093NUMPY";

  static NpyHeader read(Input in) throws IOException {
    ByteBuffer start = ByteBuffer.wrap(in.bytes(8)).order(ByteOrder.LITTLE_ENDIAN);
    String magic = new String(start.array(), 0, 6, StandardCharsets.ISO_8859_1);
    int major = start.get(6);
    if (!magic.equals(MAGIC) || major < 1 || major > 3) {
      throw refusal(in, "a NumPy array of version 1, 2 or 3", "another start");
    }
    ByteBuffer length = ByteBuffer.wrap(in.bytes(major == 1 ? 2 : 4));
    length.order(ByteOrder.LITTLE_ENDIAN);
    int n = major == 1 ? length.getShort() & 0xffff : length.getInt();
    if (n < 0 || n > LONGEST) {
      throw refusal(in, "a header of at most " + LONGEST + " bytes", n + "");
    }
    return parse(in, new String(in.bytes(n), StandardCharsets.ISO_8859_1));
  }

  private static NpyHeader parse(Input in, String dict) {
    Matcher descr = DESCR.matcher(dict);
    Matcher fortran = FORTRAN.matcher(dict);
    Matcher shape = SHAPE.matcher(dict);
    if (dict.matches("(?s).*'descr'\\s*:\\s*\\[.*")) {
      throw refusal(in, "one number for each element", "a structured dtype");
    }
    if (!descr.find() || !fortran.find() || !shape.find()) {
      throw refusal(in, "a dict with a plain 'descr', 'fortran_order', 'shape'", "another header");
    }
    String name = descr.group(2).equals("b1") ? "u1" : descr.group(2);
    SampleType type =
        SampleType.ofNumpy(name)
            .orElseThrow(
                () ->
                    refusal(
                        in,
                        "bool, integers or floats of 32 or 64 bits; never pickled objects or text",
                        "dtype " + descr.group(2)));
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    if (type.bytes() > 1 && !descr.group(1).matches("[<>]")) {
      throw refusal(in, "a byte order, < or >", "none");
    }
    return new NpyHeader(type, order, fortran.group(1).equals("True"), sizes(in, shape.group(1)));
  }

  private static List<Long> sizes(Input in, String text) {
    String[] words =
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(w -> !w.isEmpty())
            .toArray(String[]::new);
    boolean numbers = Arrays.stream(words).allMatch(w -> w.matches("[0-9]{1,18}"));
    if (!numbers || words.length > 32) {
      throw refusal(in, "a shape of at most 32 sizes", "another shape");
    }
    return Arrays.stream(words).map(Long::valueOf).toList();
  }

  private static FormatException refusal(Input in, String expected, String found) {
    return new FormatException(
        in.format(), expected, found, "save the array with numpy.save, savez or savez_compressed");
  }

  /** The header of a little-endian array with the last axis fastest, as version 1. */
  byte[] bytes() {
    String sizes = shape.stream().map(n -> n + ",").collect(Collectors.joining(" "));
    String dict =
        String.format(
            Locale.ROOT,
            "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s), }",
            type.bytes() == 1 ? "|" : "<",
            type.numpyName(),
            sizes);
    int length = (10 + dict.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.fill(header.array(), (byte) ' ');
    header.put(MAGIC.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0);
    header.putShort((short) (length - 10)).put(dict.getBytes(StandardCharsets.US_ASCII));
    header.put(length - 1, (byte) '\n');
    return header.array();
  }
}
