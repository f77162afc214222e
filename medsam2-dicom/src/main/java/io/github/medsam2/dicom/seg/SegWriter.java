// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a segmentation object of masks.
 *
 * <pre>{@code
 * SegWriter seg = SegWriter.of(file.dataSet(), SegForm.binary(), List.of(vessel, catheter));
 * seg.mask(1, 12, mask);
 * seg.write(Path.of("segmentation.dcm"));
 * }</pre>
 *
 * Segments are numbered from 1 in the order of the list, frames from 0 as everywhere in this
 * library. Frames may come in any order; a later one replaces an earlier one. Masks without a pixel
 * are not written: a reader takes a frame that is not there as one.
 *
 * <p>Holds each mask once in the form it is written in: width x height / 8 bytes a frame and
 * segment of BINARY, width x height bytes of FRACTIONAL, once or twice that a frame of LABELMAP.
 * Writing adds the run-length streams where they are asked for, and nothing else that grows. Not
 * thread-safe.
 */
public final class SegWriter {
  private final SegSource source;
  private final SegForm form;
  private final List<Segment> segments;
  private final FrameStore store;
  private Creation creation = Creation.now();
  private SegContent content = SegContent.DEFAULT;

  private SegWriter(SegSource source, SegForm form, List<Segment> segments) {
    this.source = source;
    this.form = form;
    this.segments = List.copyOf(segments);
    this.store = new FrameStore(form, source.width(), source.height());
    int most = form.bits() == 8 && form.type() == SegmentationType.LABELMAP ? 255 : 65535;
    if (segments.isEmpty() || segments.size() > most) {
      throw new InvalidInputException(
          "segments", "1 to " + most, segments.size() + "", "describe each, or use 16 bits");
    }
  }

  /**
   * A segmentation of the frames of one object: a cine, or a single picture.
   *
   * @param source with its identifiers; its pixel data are not read
   */
  public static SegWriter of(DataSet source, SegForm form, List<Segment> segments) {
    return new SegWriter(CineSource.of(source), form, segments);
  }

  /** A segmentation of a volume; frames are its slices. */
  public static SegWriter of(SliceStack source, SegForm form, List<Segment> segments) {
    return new SegWriter(VolumeSource.of(source).requirePlaces(), form, segments);
  }

  /** When, by what and under which identifiers it is made; now and at random unless told. */
  public SegWriter creation(Creation by) {
    creation = by;
    return this;
  }

  /** The series it goes to; a new one of number 300 unless told. */
  public SegWriter series(NewSeries series, int instanceNumber) {
    content = new SegContent(series, instanceNumber, content.label(), content.description());
    return this;
  }

  /**
   * What it is called.
   *
   * @param label 1 to 16 upper case letters, digits, blanks and underscores
   * @param description at most 64 characters, nothing about the patient
   */
  public SegWriter content(String label, String description) {
    content = new SegContent(content.series(), content.instanceNumber(), label, description);
    return this;
  }

  /**
   * Sets a segment's mask on one frame.
   *
   * @param segment 1-based
   * @param frame 0-based, of the source
   */
  public SegWriter mask(int segment, int frame, Mask mask) {
    check(segment, frame);
    checkSize(mask.width(), mask.height());
    switch (form.type()) {
      case BINARY -> store.put(new FrameStore.Key(segment, frame), FramePixels.bits(mask));
      case FRACTIONAL -> store.put(new FrameStore.Key(segment, frame), FramePixels.certain(mask));
      case LABELMAP -> label(segment, frame, mask);
    }
    return this;
  }

  private void label(int segment, int frame, Mask mask) {
    FrameStore.Key key = new FrameStore.Key(0, frame);
    byte[] labels = store.copy(key);
    FramePixels.label(labels, form.bits(), mask, segment);
    store.put(key, labels);
  }

  /**
   * Sets a segment's probabilities on one frame of a FRACTIONAL segmentation.
   *
   * @param segment 1-based
   * @param frame 0-based, of the source
   * @param probabilities width x height values of 0 to 1 from position 0 on, row by row
   */
  public SegWriter probabilities(int segment, int frame, FloatBuffer probabilities) {
    check(segment, frame);
    int pixels = source.width() * source.height();
    if (form.type() != SegmentationType.FRACTIONAL || probabilities.limit() != pixels) {
      throw new InvalidInputException(
          "probabilities",
          pixels + " values for a FRACTIONAL segmentation",
          probabilities.limit() + " values for a " + form.type() + " one",
          "take SegForm.fractional(), or a mask, and give every pixel of the frame");
    }
    store.put(new FrameStore.Key(segment, frame), FramePixels.fractions(probabilities, pixels));
    return this;
  }

  /**
   * Sets a segment's masks on all slices.
   *
   * @param segment 1-based
   * @param mask on the grid of the source
   */
  public SegWriter volume(int segment, MaskVolume mask) {
    if (!(source instanceof VolumeSource v)) {
      throw new InvalidInputException(
          "mask volume", "a volume as the source", "a cine", "give masks frame by frame");
    }
    Grids.requireSame(v, mask);
    for (int z = 0; z < mask.depth(); z++) {
      mask(segment, z, mask.slice(z));
    }
    return this;
  }

  private void check(int segment, int frame) {
    if (segment < 1 || segment > segments.size()) {
      throw new InvalidInputException(
          "segment", "1 to " + segments.size(), segment + "", "count from 1, or describe it");
    }
    if (frame < 0 || frame >= source.count()) {
      throw new InvalidInputException(
          "source frame",
          "0 to " + (source.count() - 1) + ", the frames of the source",
          frame + "",
          "count from 0, or give the right source");
    }
  }

  private void checkSize(int width, int height) {
    if (width != source.width() || height != source.height()) {
      throw new InvalidInputException(
          "mask",
          "the size of the source, " + source.width() + "x" + source.height(),
          width + "x" + height,
          "resize the mask");
    }
  }

  /**
   * The object of what was set so far, under a new identifier at every call. Write it with {@link
   * SegForm#writer()}; what is set later does not change it. Without any mask there is none: an
   * empty one for a frame says that nothing was found there.
   */
  public DataSet build() {
    return new SegObject(source, form, segments, store, content, creation).build();
  }

  /** Writes a file, whole or not at all, and returns what it holds, as reports refer to it. */
  public DataSet write(Path target) {
    DataSet object = build();
    form.writer().write(target, object);
    return object;
  }
}
