// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a DICOM file: preamble, file meta information, data set (PS3.10 section 7).
 *
 * <pre>
 * file    = [128 bytes, "DICM"] [group 0002, explicit little endian] dataSet
 * dataSet = element*            // as the transfer syntax says
 * element = tag VR length value // no VR when implicit; length FFFFFFFF = until a delimiter
 * </pre>
 *
 * Thread-safe.
 */
public final class DicomParser {
  private final DicomLimits limits;
  private final Strictness strictness;

  /** A reader with its limits and its way with damaged files. */
  public DicomParser(DicomLimits limits, Strictness strictness) {
    this.limits = limits;
    this.strictness = strictness;
  }

  /** Reads a file. Pixel data stay in it, so it is held open until the object is closed. */
  public DicomObject read(Path file) {
    FileSource source = FileSource.open(file);
    try {
      return parse(source);
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  /** Reads an object from bytes, which are copied. */
  public DicomObject read(byte[] bytes) {
    return parse(new ArraySource(bytes.clone()));
  }

  /** Reads a stream to its end, which is held in memory within the limits. Does not close it. */
  public DicomObject read(InputStream in) {
    boolean lenient = strictness == Strictness.LENIENT;
    MemorySource.Filled all = MemorySource.readAll(in, limits.bufferedBytes(), lenient);
    Findings findings = new Findings();
    if (all.broken()) {
      findings.add("the stream broke off");
    }
    return parse(all.source(), findings);
  }

  private DicomObject parse(ByteSource source) {
    return parse(source, new Findings());
  }

  private DicomObject parse(ByteSource source, Findings findings) {
    long start = FileStart.find(source, strictness, findings);
    ByteWindow in = new ByteWindow(source, false);
    boolean meta = source.size() - start >= 8 && in.u16(start) == 2;
    DataSetParser.Read read =
        meta
            ? new DataSetParser(source, false, limits, strictness, findings).readGroup(start, 2)
            : new DataSetParser.Read(DataSet.empty(), start);
    TransferSyntax syntax = syntax(read, in, source, findings);
    boolean deflated = syntax.layout() == TransferSyntax.Layout.DEFLATED;
    ByteSource body = deflated ? inflate(source, read.end(), findings) : source;
    DataSetParser parser =
        new DataSetParser(body, syntax.bigEndian(), limits, strictness, findings);
    boolean explicit =
        deflated ? syntax.explicitVr() : explicitVr(syntax, in, read.end(), findings);
    DataSet dataSet = parser.readAll(deflated ? 0 : read.end(), explicit);
    return new DicomObject(read.dataSet(), syntax, dataSet, findings.list(), source, limits);
  }

  private TransferSyntax syntax(
      DataSetParser.Read meta, ByteWindow in, ByteSource source, Findings findings) {
    TransferSyntax declared =
        meta.dataSet().text(Tag.TRANSFER_SYNTAX_UID).map(TransferSyntax::of).orElse(null);
    if (declared == null && strictness == Strictness.STRICT) {
      throw new DicomException(
          Tag.TRANSFER_SYNTAX_UID.toString(), "a transfer syntax", "none", "read it leniently");
    }
    if (declared == null) {
      findings.add(Tag.TRANSFER_SYNTAX_UID, "absent; guessed from the first element");
      return hasVr(in, source, meta.end())
          ? TransferSyntax.EXPLICIT_LITTLE
          : TransferSyntax.IMPLICIT_LITTLE;
    }
    boolean wrong =
        declared.equals(TransferSyntax.EXPLICIT_LITTLE) && !hasVr(in, source, meta.end());
    if (wrong && strictness == Strictness.LENIENT && source.size() - meta.end() >= 8) {
      findings.add(Tag.TRANSFER_SYNTAX_UID, "says explicit, but no VR is there; read as implicit");
      return TransferSyntax.IMPLICIT_LITTLE;
    }
    return declared;
  }

  private static boolean hasVr(ByteWindow in, ByteSource source, long at) {
    return source.size() - at >= 8 && Vr.of(in.u8(at + 4), in.u8(at + 5)) != null;
  }

  /**
   * Some writers compress the pixels, or change the syntax, and leave the elements as they were.
   */
  private boolean explicitVr(TransferSyntax syntax, ByteWindow in, long at, Findings findings) {
    boolean said = syntax.explicitVr();
    if (strictness == Strictness.STRICT || syntax.bigEndian() || in.size() - at < 12) {
      return said;
    }
    int tag = (in.u16(at) << 16) | in.u16(at + 2);
    Vr there = Vr.of(in.u8(at + 4), in.u8(at + 5));
    boolean implicit = said && there == null && in.u32(at + 4) <= in.size() - at - 8;
    boolean explicit = !said && there != null && there == Tag.vrOf(tag);
    if (implicit && Tag.of(tag) != null || explicit) {
      findings.add(
          Tag.TRANSFER_SYNTAX_UID,
          said ? "says explicit, but no VR is there" : "says implicit, but a VR is there");
      return !said;
    }
    return said;
  }

  private ByteSource inflate(ByteSource source, long from, Findings findings) {
    Inflater inflater = new Inflater(true);
    try {
      boolean lenient = strictness == Strictness.LENIENT;
      InputStream in = new InflaterInputStream(new SourceStream(source, from), inflater, 1 << 16);
      MemorySource.Filled all = MemorySource.readAll(in, limits.bufferedBytes(), lenient);
      if (all.broken()) {
        findings.add("the deflated data set broke off");
      }
      return all.source();
    } finally {
      inflater.end();
    }
  }
}
