// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.file.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a data set as a DICOM file: preamble, file meta information with its group length, data
 * set with sequences of undefined length. Every syntax but big endian; encapsulated ones take pixel
 * data that are {@link Fragments} or {@link PulledFrames} already. Thread-safe.
 */
public final class DicomWriter {
  /** Names this software as the writer of a file; made once, never changes. */
  private static final String IMPLEMENTATION = "2.25.229370124683524690812647591330285174633";

  private static final String VERSION = "MEDSAM2_JAVA";

  private final TransferSyntax syntax;

  private DicomWriter(TransferSyntax syntax) {
    this.syntax = syntax;
  }

  /** A writer in explicit VR little endian. */
  public static DicomWriter explicit() {
    return new DicomWriter(TransferSyntax.EXPLICIT_LITTLE);
  }

  /** A writer in a given syntax. */
  public static DicomWriter of(TransferSyntax syntax) {
    if (syntax.bigEndian()) {
      throw new DicomException(
          "writer",
          "a little endian transfer syntax",
          syntax.toString(),
          "write explicit little endian");
    }
    return new DicomWriter(syntax);
  }

  /** Writes a file, whole or not at all; an existing one is replaced. */
  public void write(Path target, DataSet dataSet) {
    AtomicFiles.write(target, "DICOM file", out -> write(out, dataSet));
  }

  /** The bytes of a file. */
  public byte[] toBytes(DataSet dataSet) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, dataSet);
    return out.toByteArray();
  }

  /** Writes to a stream, which is not closed. */
  public void write(OutputStream out, DataSet dataSet) {
    try {
      out.write(new byte[128]);
      out.write(new byte[] {'D', 'I', 'C', 'M'});
      writeMeta(out, dataSet);
      writeBody(out, dataSet);
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void writeMeta(OutputStream out, DataSet dataSet) throws IOException {
    DataSetBuilder meta =
        DataSet.builder()
            .bytes(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, new byte[] {0, 1})
            .text(Tag.MEDIA_STORAGE_SOP_CLASS_UID, required(dataSet, Tag.SOP_CLASS_UID))
            .text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, required(dataSet, Tag.SOP_INSTANCE_UID))
            .text(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
            .text(Tag.IMPLEMENTATION_CLASS_UID, IMPLEMENTATION)
            .text(Tag.IMPLEMENTATION_VERSION_NAME, VERSION);
    ByteArrayOutputStream group = new ByteArrayOutputStream();
    new ElementWriter(group, true).write(meta.build());
    DataSet length =
        DataSet.builder().ints(Tag.FILE_META_INFORMATION_GROUP_LENGTH, group.size()).build();
    new ElementWriter(out, true).write(length);
    group.writeTo(out);
  }

  private static String required(DataSet dataSet, Tag tag) {
    return dataSet
        .text(tag)
        .orElseThrow(
            () -> new DicomException(tag.toString(), "a UID", "none", "set it before writing"));
  }

  private void writeBody(OutputStream out, DataSet dataSet) throws IOException {
    for (Element e : dataSet) {
      checkPixels(e);
    }
    if (syntax.layout() != TransferSyntax.Layout.DEFLATED) {
      new ElementWriter(out, syntax.explicitVr()).write(dataSet);
      return;
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      DeflaterOutputStream body = new DeflaterOutputStream(out, deflater, 1 << 16);
      new ElementWriter(body, true).write(dataSet);
      body.finish();
      if (deflater.getTotalOut() % 2 != 0) {
        out.write(0);
      }
    } finally {
      deflater.end();
    }
  }

  private void checkPixels(Element e) {
    boolean pixels = e.tag() == Tag.PIXEL_DATA.number();
    if (e.tag() >>> 16 <= 2) {
      throw new DicomException(
          Tag.describe(e.tag()), "a data set without groups 0 to 2", "one", "leave it out");
    }
    boolean encapsulated =
        e instanceof Fragments || (e instanceof PulledFrames p && p.isEncapsulated());
    if (pixels && encapsulated != syntax.isEncapsulated()) {
      throw new DicomException(
          Tag.describe(e.tag()),
          syntax.isEncapsulated() ? "fragments" : "plain bytes",
          "the other kind",
          "write the pixel data as " + syntax + " asks for");
    }
  }

  /** Without the cause: its message names the file, and file names name patients. */
  private static DicomException failure(IOException e) {
    return new DicomException(
        "output",
        "a place that can be written",
        e.getClass().getSimpleName(),
        "check the folder, its rights and the space left");
  }
}
