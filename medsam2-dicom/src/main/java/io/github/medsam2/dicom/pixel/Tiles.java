// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the frames of a tiled picture, as of a whole slide, lie in it (PS3.3 C.7.6.17). Tiles at
 * the right and lower border may reach beyond it. Immutable.
 */
public final class Tiles {

  /**
   * The place of a frame.
   *
   * @param left column of its first pixel in the whole picture, 0-based
   * @param top row of its first pixel in the whole picture, 0-based
   * @param plane focal plane, 0-based from the slide up; absent where each frame says its own place
   * @param channel optical path, or segment of a segmentation, 0-based in the order the object
   *     describes them; absent as above
   */
  public record Tile(int left, int top, OptionalInt plane, OptionalInt channel) {}

  private final int width;
  private final int height;
  private final List<Tile> tiles;

  private Tiles(int width, int height, List<Tile> tiles) {
    this.width = width;
    this.height = height;
    this.tiles = List.copyOf(tiles);
  }

  static boolean isTiled(DataSet d) {
    return d.term(Tag.DIMENSION_ORGANIZATION_TYPE).startsWith("TILED");
  }

  /** The tiles of an object of tiles that says, for all its frames, where they lie. */
  static Optional<Tiles> of(DataSet d, PixelLayout layout, Findings findings) {
    if (!isTiled(d)) {
      return Optional.empty();
    }
    Tolerant t = new Tolerant(d, findings);
    int width = t.integer(Tag.TOTAL_PIXEL_MATRIX_COLUMNS).orElse(0);
    int height = t.integer(Tag.TOTAL_PIXEL_MATRIX_ROWS).orElse(0);
    if (width < 1 || height < 1) {
      findings.add(Tag.TOTAL_PIXEL_MATRIX_COLUMNS, "no size of the whole; tiles have no places");
      return Optional.empty();
    }
    boolean full = d.says(Tag.DIMENSION_ORGANIZATION_TYPE, "TILED_FULL");
    List<Tile> tiles = full ? regular(t, width, height, layout) : said(d, layout, findings);
    if (tiles.isEmpty()) {
      findings.add(
          Tag.DIMENSION_ORGANIZATION_TYPE,
          full ? "not as many frames as tiles; they have no places" : "tiles without their places");
      return Optional.empty();
    }
    return Optional.of(new Tiles(width, height, tiles));
  }

  /** Along rows, then down, then from plane to plane, then from channel to channel. */
  private static List<Tile> regular(Tolerant t, int width, int height, PixelLayout layout) {
    long across = (width - 1L) / layout.shape().width() + 1;
    long down = (height - 1L) / layout.shape().height() + 1;
    long planes = Math.max(1, t.integer(Tag.TOTAL_PIXEL_MATRIX_FOCAL_PLANES).orElse(1));
    long area = across * down;
    boolean fits = area <= layout.frames() && planes * channels(t) * area == layout.frames();
    List<Tile> out = new ArrayList<>();
    for (int i = 0; fits && i < layout.frames(); i++) {
      out.add(
          new Tile(
              (int) (i % across) * layout.shape().width(),
              (int) (i / across % down) * layout.shape().height(),
              OptionalInt.of((int) (i / area % planes)),
              OptionalInt.of((int) (i / area / planes))));
    }
    return out;
  }

  private static int channels(Tolerant t) {
    DataSet d = t.dataSet();
    int segments = d.items(Tag.SEGMENT_SEQUENCE).size();
    if (segments > 0) {
      return d.says(Tag.SEGMENTATION_TYPE, "LABELMAP") ? 1 : segments;
    }
    int described = Math.max(1, d.items(Tag.OPTICAL_PATH_SEQUENCE).size());
    return Math.max(1, t.integer(Tag.NUMBER_OF_OPTICAL_PATHS).orElse(described));
  }

  private static List<Tile> said(DataSet d, PixelLayout layout, Findings findings) {
    FunctionalGroups groups = new FunctionalGroups(d);
    List<Tile> out = new ArrayList<>();
    for (int i = 0; i < layout.frames(); i++) {
      Tolerant t = new Tolerant(groups.of(i, Tag.PLANE_POSITION_SLIDE_SEQUENCE), findings);
      OptionalInt left = t.integer(Tag.COLUMN_POSITION_IN_TOTAL_IMAGE_PIXEL_MATRIX);
      OptionalInt top = t.integer(Tag.ROW_POSITION_IN_TOTAL_IMAGE_PIXEL_MATRIX);
      if (left.isEmpty() || top.isEmpty()) {
        return List.of();
      }
      OptionalInt none = OptionalInt.empty();
      out.add(new Tile(left.getAsInt() - 1, top.getAsInt() - 1, none, none));
    }
    return out;
  }

  /** Columns of the whole picture. */
  public int width() {
    return width;
  }

  /** Rows of the whole picture. */
  public int height() {
    return height;
  }

  /** How many frames have a place. */
  public int count() {
    return tiles.size();
  }

  /** The place of a frame, 0-based. */
  public Tile tile(int frame) {
    if (frame < 0 || frame >= tiles.size()) {
      throw new InvalidInputException(
          "frame index", "0 to " + (tiles.size() - 1), frame + "", "stay in that range");
    }
    return tiles.get(frame);
  }
}
