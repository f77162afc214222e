// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.torch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes the zip archives of {@link ZipDirectory}, of less than 4 GiB, every entry stored as it is
 * and padded so that its bytes begin at a multiple of 64: an engine can map them in place.
 */
final class ZipWriter {
  static final long MAX_BYTES = 0xffffffffL;

  /** Bytes that an entry with a short ASCII name costs at most, its alignment included. */
  static final long MAX_ENTRY_OVERHEAD = 256;

  private static final int ALIGNMENT = 64;

  /** The extra field that torch pads with: its tag, "FB", and its length. */
  private static final short PADDING = 0x4246;

  private static final int PADDING_HEADER = 4;
  private static final short VERSION = 10;

  /** The first day that a zip archive can tell, so that equal weights make equal files. */
  private static final int DATE = 0x00210000;

  private record Written(byte[] name, long offset, int size, int crc) {}

  private final WritableByteChannel out;
  private final List<Written> entries = new ArrayList<>();
  private long position;

  ZipWriter(OutputStream out) {
    this.out = Channels.newChannel(out);
  }

  void add(String name, ByteBuffer bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    Written entry = new Written(ascii, position, bytes.remaining(), (int) crc.getValue());
    entries.add(entry);
    write(localHeader(entry));
    write(bytes);
  }

  void finish() throws IOException {
    long start = position;
    for (Written entry : entries) {
      write(centralHeader(entry));
    }
    ByteBuffer end = buffer(22).putInt(0x06054b50).putInt(0);
    end.putShort((short) entries.size()).putShort((short) entries.size());
    end.putInt((int) (position - start)).putInt((int) start).putShort((short) 0);
    write(end.flip());
  }

  private void write(ByteBuffer bytes) throws IOException {
    position += out.write(bytes.duplicate());
  }

  private static ByteBuffer localHeader(Written entry) {
    int unpadded = 30 + entry.name().length + PADDING_HEADER;
    int padding = (int) (-(entry.offset() + unpadded) & (ALIGNMENT - 1));
    ByteBuffer header = buffer(unpadded + padding).putInt(0x04034b50);
    common(header, entry, PADDING_HEADER + padding);
    header.put(entry.name()).putShort(PADDING).putShort((short) padding);
    return header.position(header.limit()).flip();
  }

  private static ByteBuffer centralHeader(Written entry) {
    ByteBuffer header = buffer(46 + entry.name().length).putInt(0x02014b50).putShort(VERSION);
    common(header, entry, 0);
    header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    return header.putInt((int) entry.offset()).put(entry.name()).flip();
  }

  /** Version, no flags, stored, date, checksum, both sizes, lengths of name and extra field. */
  private static void common(ByteBuffer header, Written entry, int extra) {
    header.putShort(VERSION).putShort((short) 0).putShort((short) 0).putInt(DATE);
    header.putInt(entry.crc()).putInt(entry.size()).putInt(entry.size());
    header.putShort((short) entry.name().length).putShort((short) extra);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
