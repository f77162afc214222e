// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.LossyHistory;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.privacy.Redaction;
import io.github.medsam2.dicom.privacy.Redactor;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.sr.MeasurementReport;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.dicom.volume.VolumeBuilder;
import io.github.medsam2.dicom.xa.CineClip;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * A DICOM file, open: its data set, and its image as frames, as a cine, or as part of a volume.
 *
 * <pre>{@code
 * try (DicomFile file = DicomFile.open(path)) {
 *   CineClip cine = file.cine();
 *   Image first = cine.frames().frame(0);
 * }
 * }</pre>
 *
 * Pixel data stay in the file and are read frame by frame, so it must be open as long as they are
 * used. Opened leniently and within the default limits unless told otherwise. Thread-safe.
 */
public final class DicomFile implements AutoCloseable {
  private final DicomObject object;

  private DicomFile(DicomObject object) {
    this.object = object;
  }

  /** Opens a file. */
  public static DicomFile open(Path path) {
    return open(path, DicomLimits.defaults(), Strictness.LENIENT);
  }

  /** Opens a file within limits of the caller's choice. */
  public static DicomFile open(Path path, DicomLimits limits, Strictness strictness) {
    return new DicomFile(new DicomParser(limits, strictness).read(path));
  }

  /** Reads a file from its bytes, which are copied. */
  public static DicomFile read(byte[] bytes) {
    return read(bytes, DicomLimits.defaults(), Strictness.LENIENT);
  }

  /** Reads a file from its bytes, which are copied, within limits of the caller's choice. */
  public static DicomFile read(byte[] bytes, DicomLimits limits, Strictness strictness) {
    return new DicomFile(new DicomParser(limits, strictness).read(bytes));
  }

  /** Reads a stream to its end and holds it in memory; does not close it. */
  public static DicomFile read(InputStream in, DicomLimits limits, Strictness strictness) {
    return new DicomFile(new DicomParser(limits, strictness).read(in));
  }

  /**
   * A file that is none yet: a data set that was made or read elsewhere, to be used in the same
   * way.
   *
   * @param dataSet all its elements, without groups 0 to 2
   * @param transferSyntax the syntax of its pixel data
   */
  public static DicomFile of(DataSet dataSet, TransferSyntax transferSyntax) {
    return new DicomFile(DicomObject.of(dataSet, transferSyntax));
  }

  /**
   * The volumes of a series, or of several, largest first.
   *
   * @param files the files of its slices, which must stay open until the volumes are read
   */
  public static List<SliceStack> volumes(Collection<DicomFile> files) {
    return VolumeBuilder.from(files.stream().map(f -> f.object).toList());
  }

  /** All elements after the file meta information. */
  public DataSet dataSet() {
    return object.dataSet();
  }

  /**
   * All elements as the source that derived objects refer to: with the loss of a lossy compression
   * written down where only the transfer syntax tells of it.
   */
  public DataSet source() {
    return LossyHistory.told(object.dataSet(), object.transferSyntax());
  }

  /** How the file was written. */
  public TransferSyntax transferSyntax() {
    return object.transferSyntax();
  }

  /** What was wrong with the file and worked around. */
  public List<Finding> findings() {
    return object.findings();
  }

  /** The frames with their stored values. */
  public DicomFrames frames() {
    return DicomFrames.of(object, object.limits());
  }

  /** The frames with all that belongs to a cine. */
  public CineClip cine() {
    return CineClip.of(object, object.limits());
  }

  /** The masks of a segmentation object. */
  public SegReader segmentation() {
    return SegReader.of(object, object.limits());
  }

  /**
   * A segmentation to be made of the frames of this file.
   *
   * @param form how masks are stored; {@link SegForm#binary()} is read by all
   * @param segments what there is to be seen, numbered from 1 in this order
   */
  public SegWriter segment(SegForm form, Segment... segments) {
    return SegWriter.of(source(), form, List.of(segments));
  }

  /** The lesions of a measurement report. */
  public MeasurementReport measurements() {
    return MeasurementReport.read(object.dataSet());
  }

  /**
   * Writes a copy with identity masked, for training export; read what {@link Redactor} does not
   * promise.
   */
  public Redaction writeRedacted(Redactor redactor, Path target) {
    return redactor.write(object, object.limits(), target);
  }

  /** Closes the file. Closing twice does nothing. */
  @Override
  public void close() {
    object.close();
  }
}
