// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which values of the modality are shown, and how: a function to grey from 0 to 1. */
public sealed interface Voi permits Voi.Window, Voi.Table, Voi.Range {

  /** Grey of a value, 0 black to 1 white. */
  double gray(double value);

  /** The functions of PS3.3 C.11.2.1. */
  enum Function {
    LINEAR,
    LINEAR_EXACT,
    SIGMOID
  }

  /**
   * A window.
   *
   * @param center its middle
   * @param width at least 1 for LINEAR, above 0 otherwise
   * @param function its shape
   */
  record Window(double center, double width, Function function) implements Voi {

    /** Checks the width. */
    public Window {
      boolean wide = function == Function.LINEAR ? width >= 1 : width > 0;
      if (!wide || !Double.isFinite(center) || !Double.isFinite(width)) {
        throw new InvalidInputException(
            "window width",
            function == Function.LINEAR ? "at least 1" : "above 0",
            Double.toString(width),
            "correct the window");
      }
    }

    @Override
    public double gray(double x) {
      return switch (function) {
        case LINEAR -> linear(x);
        case LINEAR_EXACT -> clamp((x - center) / width + 0.5);
        case SIGMOID -> 1 / (1 + Math.exp(-4 * (x - center) / width));
      };
    }

    private double linear(double x) {
      double offset = x - (center - 0.5);
      if (width == 1) {
        return offset > 0 ? 1 : 0;
      }
      return clamp(offset / (width - 1) + 0.5);
    }
  }

  /** A table of the object. */
  final class Table implements Voi {
    private final LookupTable table;

    Table(LookupTable table) {
      this.table = table;
    }

    @Override
    public double gray(double value) {
      return clamp((double) table.value((int) Math.round(value)) / ((1 << table.bits()) - 1));
    }
  }

  /**
   * All values from black to white.
   *
   * @param black the value shown black
   * @param white the value shown white
   */
  record Range(double black, double white) implements Voi {
    @Override
    public double gray(double value) {
      return white > black ? clamp((value - black) / (white - black)) : 0;
    }
  }

  private static double clamp(double v) {
    return v < 0 ? 0 : Math.min(v, 1);
  }

  /** The first window of a frame that is one, else its first table; others are findings. */
  static Optional<Voi> of(DataSet whole, PixelLayout layout, int frame, Findings findings) {
    DataSet d = new FunctionalGroups(whole).of(frame, Tag.FRAME_VOI_LUT_SEQUENCE);
    Tolerant t = new Tolerant(d, findings);
    List<OptionalDouble> centers = t.each(Tag.WINDOW_CENTER);
    List<OptionalDouble> widths = t.each(Tag.WINDOW_WIDTH);
    Function function = function(t);
    if (centers.size() != widths.size()) {
      findings.add(Tag.WINDOW_WIDTH, "not as many widths as centres; those without are left out");
    }
    for (int i = 0; i < Math.min(centers.size(), widths.size()); i++) {
      double width = widths.get(i).orElse(0);
      boolean wide = width >= 1 || (width > 0 && function != Function.LINEAR);
      if (wide && centers.get(i).isPresent()) {
        return Optional.of(new Window(centers.get(i).getAsDouble(), width, function));
      }
      findings.add(Tag.WINDOW_WIDTH, "a window without a centre or a width; the next one taken");
    }
    return table(t, layout);
  }

  private static Optional<Voi> table(Tolerant d, PixelLayout layout) {
    boolean signed = layout.signed() || d.number(Tag.RESCALE_INTERCEPT).orElse(0) < 0;
    for (DataSet item : d.dataSet().items(Tag.VOI_LUT_SEQUENCE)) {
      try {
        return Optional.of(
            new Table(LookupTable.of(item, Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, signed)));
      } catch (DicomException e) {
        d.findings().add(Tag.VOI_LUT_SEQUENCE, "a malformed table; not used");
      }
    }
    return Optional.empty();
  }

  private static Function function(Tolerant d) {
    return switch (d.dataSet().term(Tag.VOI_LUT_FUNCTION)) {
      case "LINEAREXACT" -> Function.LINEAR_EXACT;
      case "SIGMOID" -> Function.SIGMOID;
      case "", "LINEAR" -> Function.LINEAR;
      default -> {
        d.findings().add(Tag.VOI_LUT_FUNCTION, "not known; taken as LINEAR");
        yield Function.LINEAR;
      }
    };
  }
}
