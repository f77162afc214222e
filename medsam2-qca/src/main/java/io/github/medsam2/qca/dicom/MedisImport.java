// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.qca.geometry.Point2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads the analyses that Medis QAngio XA leaves in private elements of an angiogram. The elements
 * are not documented by the vendor; their meaning is that of a public reader of such files. They
 * are found through their private creator, are only read, and this library never writes any.
 */
public final class MedisImport {
  static final String CREATOR = "QANGIOXA_BRACHY";
  static final int ANALYSES = 0x7917;
  static final int FRAME = 0x7919;
  static final int SEGMENT = 0x7921;
  static final int ITEMS = 0x99;

  private static final int MOST_ITEMS = 1_000;
  private static final int MOST_POINTS = 100_000;
  private static final double FARTHEST = 65_536;
  private static final double LONGEST_MM = 1_000;

  private MedisImport() {}

  /**
   * The analyses of an object, none if it holds none.
   *
   * @throws DicomException naming the element, if one is malformed, too large or out of range
   */
  public static List<MedisResult> read(DataSet object) {
    List<MedisResult> results = new ArrayList<>();
    for (DataSet analysis : items(object, ANALYSES)) {
      PrivateBlock.of(analysis, FRAME, CREATOR).ifPresent(b -> addSegments(b, results));
    }
    return List.copyOf(results);
  }

  private static void addSegments(PrivateBlock analysis, List<MedisResult> results) {
    int frame = frame(analysis);
    for (DataSet item : analysis.items(ITEMS, MOST_ITEMS)) {
      PrivateBlock.of(item, SEGMENT, CREATOR).ifPresent(b -> results.add(result(frame, b)));
      if (results.size() > MOST_ITEMS) {
        throw analysis.wrong(ITEMS, "at most " + MOST_ITEMS + " analyses in a file", "more");
      }
    }
  }

  private static List<DataSet> items(DataSet data, int group) {
    return PrivateBlock.of(data, group, CREATOR)
        .map(b -> b.items(ITEMS, MOST_ITEMS))
        .orElse(List.of());
  }

  private static int frame(PrivateBlock block) {
    double frame = one(block, 0x21).orElse(0);
    if (frame != Math.rint(frame) || frame < 0 || frame > 1e6) {
      throw block.wrong(0x21, "the number of a frame", "another value");
    }
    return (int) frame;
  }

  private static MedisResult result(int frame, PrivateBlock b) {
    return new MedisResult(
        frame,
        b.text(0x22),
        points(b, 0x34),
        points(b, 0x51),
        points(b, 0x52),
        length(b, 0x41),
        length(b, 0x42),
        length(b, 0x43),
        length(b, 0x44),
        percent(b, 0x45),
        percent(b, 0x46),
        length(b, 0x48),
        length(b, 0x49),
        Arrays.stream(b.numbers(0x69, MOST_POINTS)).mapToObj(v -> index(b, v)).toList());
  }

  private static Integer index(PrivateBlock b, double v) {
    if (v != Math.rint(v) || Math.abs(v) > MOST_POINTS) {
      throw b.wrong(0x69, "places along the segment", "another value");
    }
    return (int) v;
  }

  private static OptionalDouble one(PrivateBlock b, int element) {
    double[] v = b.numbers(element, 1);
    return v.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(v[0]);
  }

  private static OptionalDouble length(PrivateBlock b, int element) {
    OptionalDouble v = one(b, element);
    if (!(v.orElse(0) >= 0 && v.orElse(0) < LONGEST_MM)) {
      throw b.wrong(element, "a length in mm", "another value");
    }
    return v;
  }

  private static OptionalDouble percent(PrivateBlock b, int element) {
    OptionalDouble v = one(b, element);
    if (!(v.orElse(0) >= -100 && v.orElse(0) <= 100)) {
      throw b.wrong(element, "percent", "another value");
    }
    return v;
  }

  private static List<Point2> points(PrivateBlock b, int element) {
    double[] flat = b.numbers(element, 2 * MOST_POINTS);
    boolean inside = Arrays.stream(flat).allMatch(v -> Math.abs(v) < FARTHEST);
    if (flat.length % 2 != 0 || !inside) {
      throw b.wrong(element, "x and y of every point, in pixels", "other numbers");
    }
    List<Point2> points = new ArrayList<>(flat.length / 2);
    for (int i = 0; i < flat.length; i += 2) {
      points.add(new Point2(flat[i], flat[i + 1]));
    }
    return points;
  }
}
