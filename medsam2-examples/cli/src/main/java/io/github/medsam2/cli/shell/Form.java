// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Window;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentText;
import io.github.medsam2.qca.geometry.Point2;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are written. */
public final class Form {
  private static final Map<String, Window> WINDOWS =
      new TreeMap<>(
          Map.of(
              "abdomen", Window.ABDOMEN,
              "lung", Window.LUNG,
              "lung-nodule", Window.LUNG_NODULE,
              "brain", Window.BRAIN,
              "mediastinum", Window.MEDIASTINUM,
              "bone", Window.BONE));

  private Form() {}

  /** {@code X0,Y0,X1,Y1}. */
  public static final class Box implements ITypeConverter<BoxPrompt> {
    @Override
    public BoxPrompt convert(String text) {
      double[] n = numbers(text, "X0,Y0,X1,Y1");
      return told(() -> new BoxPrompt(n[0], n[1], n[2], n[3]));
    }
  }

  /** {@code X,Y}. */
  public static final class Point implements ITypeConverter<Point2> {
    @Override
    public Point2 convert(String text) {
      double[] n = numbers(text, "X,Y");
      return told(() -> new Point2(n[0], n[1]));
    }
  }

  /** {@code X,Y,WIDTH,HEIGHT} in whole numbers. */
  public static final class Rectangle implements ITypeConverter<Bounds> {
    @Override
    public Bounds convert(String text) {
      double[] n = numbers(text, "X,Y,WIDTH,HEIGHT");
      for (double value : n) {
        if (value != Math.rint(value) || value < 0 || value > 1e6) {
          throw wrong("X,Y,WIDTH,HEIGHT in whole numbers from 0", text);
        }
      }
      return told(() -> new Bounds((int) n[0], (int) n[1], (int) n[2], (int) n[3]));
    }
  }

  /** {@code LEVEL,WIDTH}, or the name of a usual window. */
  public static final class GreyWindow implements ITypeConverter<Window> {
    @Override
    public Window convert(String text) {
      Window usual = WINDOWS.get(text.toLowerCase(Locale.ROOT));
      if (usual != null) {
        return usual;
      }
      if (!text.contains(",")) {
        throw wrong("LEVEL,WIDTH or one of " + String.join(", ", WINDOWS.keySet()), text);
      }
      double[] n = numbers(text, "LEVEL,WIDTH");
      return told(() -> new Window(n[0], n[1]));
    }
  }

  /** A segment and a view in words, such as {@code mid RCA, LAO 30 CRANIAL 20}. */
  public static final class Words implements ITypeConverter<CoronaryPrompt> {
    @Override
    public CoronaryPrompt convert(String text) {
      return told(() -> SegmentText.parse(text));
    }
  }

  /** A view, such as {@code LAO 30 CRANIAL 20}. */
  public static final class View implements ITypeConverter<ViewAngle> {
    @Override
    public ViewAngle convert(String text) {
      return told(() -> ViewAngle.parse(text));
    }
  }

  /** A CASS number, such as {@code 2} or {@code 12a}. */
  public static final class Segment implements ITypeConverter<CassSegment> {
    @Override
    public CassSegment convert(String text) {
      return told(() -> CassSegment.ofCass(text));
    }
  }

  /**
   * Numbers separated by commas.
   *
   * @param form what stands for them in messages; as many
   */
  public static double[] numbers(String text, String form) {
    String[] parts = text.split(",", -1);
    if (parts.length != form.split(",", -1).length) {
      throw wrong(form, text);
    }
    double[] values = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      try {
        values[i] = Double.parseDouble(parts[i].strip());
      } catch (NumberFormatException e) {
        throw wrong(form + " in numbers", text);
      }
    }
    return values;
  }

  private static TypeConversionException wrong(String expected, String found) {
    return new TypeConversionException("expected " + expected + ", found " + found);
  }

  private static <T> T told(Supplier<T> value) {
    try {
      return value.get();
    } catch (MedSam2Exception e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
