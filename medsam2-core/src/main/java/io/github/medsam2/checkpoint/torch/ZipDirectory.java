// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.torch;

import static io.github.medsam2.checkpoint.storage.WeightFile.DAMAGED;

import io.github.medsam2.checkpoint.storage.Utf8;
import io.github.medsam2.checkpoint.storage.WeightFile;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a zip archive and where their bytes lie, for archives that store without
 * compressing.
 *
 * <pre>
 * Archive    --&gt; { Local Bytes [ Descriptor ] } { Central } [ End64 Locator ] End
 * Local      --&gt; 'PK\3\4' 22 bytes NameLength ExtraLength Name Extra
 * Central    --&gt; 'PK\1\2' .. Flags Method .. Crc Packed Size NameLength ExtraLength CommentLength
 *                .. LocalOffset Name Extra Comment
 * End64      --&gt; 'PK\6\6' .. Entries DirectorySize DirectoryOffset            (64 bits each)
 * Locator    --&gt; 'PK\6\7' disk End64Offset disks
 * End        --&gt; 'PK\5\6' .. Entries DirectorySize DirectoryOffset CommentLength Comment
 * </pre>
 *
 * Sizes and checksums come from the central headers: torch leaves those of the local headers zero.
 * Only the length of a local header is taken from it, as its padding differs from the central one.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_LENGTH = 56;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int EXTRA64 = 0x0001;
  private static final int MAX_16 = 0xffff;
  private static final long MAX_32 = 0xffffffffL;
  private static final int ENCRYPTED = 1;
  private static final int STORED = 0;

  /** One entry; {@code header} is the offset of its local header, {@code crc} its CRC-32. */
  record Entry(String name, long header, long size, long packed, int flags, int method, long crc) {}

  /** Where the central headers lie. */
  private record Span(long entries, long size, long offset) {}

  private final WeightFile file;
  private final Span span;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipDirectory(WeightFile file, Span span) {
    this.file = file;
    this.span = span;
  }

  static ZipDirectory read(WeightFile file) {
    long end = findEnd(file);
    ZipDirectory directory = new ZipDirectory(file, span(file, end));
    directory.readEntries();
    return directory;
  }

  Set<String> names() {
    return entries.keySet();
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The offset in the file of the first byte of an entry that is stored as it is. */
  long dataOffset(Entry entry) {
    requireStored(entry);
    if (entry.header() > span.offset() - LOCAL_LENGTH) {
      throw damaged(entry.name(), "a local header before the directory", "none");
    }
    ByteBuffer local = file.read(entry.header(), LOCAL_LENGTH);
    if (local.getInt(0) != LOCAL) {
      throw damaged(entry.name(), "a local header", "other bytes");
    }
    long offset = entry.header() + LOCAL_LENGTH + u16(local, 26) + u16(local, 28);
    if (offset > span.offset() - entry.size()) {
      throw damaged(entry.name(), entry.size() + " bytes before the directory", "fewer");
    }
    return offset;
  }

  private void requireStored(Entry entry) {
    if (entry.method() != STORED
        || (entry.flags() & ENCRYPTED) != 0
        || entry.packed() != entry.size()) {
      throw new CheckpointException(
          file.name() + ", entry " + entry.name(),
          "bytes stored as they are, as torch.save writes them",
          "a compressed or encrypted entry",
          "use the original file, or repack it without compression (zip -0)");
    }
  }

  /** The last place where an end record with its comment reaches exactly to the end of the file. */
  private static long findEnd(WeightFile file) {
    int length = (int) Math.min(file.size(), END_LENGTH + MAX_16);
    ByteBuffer tail = file.read(file.size() - length, length);
    for (int i = length - END_LENGTH; i >= 0; i--) {
      if (tail.getInt(i) == END && u16(tail, i + 20) == length - i - END_LENGTH) {
        return file.size() - length + i;
      }
    }
    throw new CheckpointException(
        file.name(),
        "the directory of a zip archive at its end",
        "a zip archive that breaks off",
        DAMAGED);
  }

  private static Span span(WeightFile file, long end) {
    ByteBuffer record = file.read(end, END_LENGTH);
    Span span = new Span(u16(record, 10), u32(record, 12), u32(record, 16));
    long limit = end;
    if (end >= LOCATOR_LENGTH) {
      ByteBuffer locator = file.read(end - LOCATOR_LENGTH, LOCATOR_LENGTH);
      if (locator.getInt(0) == LOCATOR) {
        limit = locator.getLong(8);
        span = span64(file, limit);
      }
    }
    boolean fits =
        span.entries() >= 0
            && span.entries() <= WeightFileBounds.TENSORS
            && span.size() >= 0
            && span.size() <= WeightFileBounds.DESCRIPTION_BYTES
            && span.offset() >= 0
            && span.offset() <= limit - span.size();
    if (!fits) {
      throw new CheckpointException(
          file.name() + ", zip directory",
          "at most " + WeightFileBounds.TENSORS + " entries described in the file",
          span.entries() + " entries in " + span.size() + " bytes from " + span.offset(),
          DAMAGED);
    }
    return span;
  }

  private static Span span64(WeightFile file, long offset) {
    ByteBuffer record = file.read(offset, END64_LENGTH);
    if (record.getInt(0) != END64) {
      throw new CheckpointException(
          file.name() + ", byte " + offset, "a zip64 end record", "other bytes", DAMAGED);
    }
    return new Span(record.getLong(32), record.getLong(40), record.getLong(48));
  }

  private void readEntries() {
    ByteBuffer headers = file.read(span.offset(), (int) span.size());
    for (long i = 0; i < span.entries(); i++) {
      Entry entry = readEntry(headers);
      if (entries.put(entry.name(), entry) != null) {
        throw damaged(entry.name(), "one entry of that name", "two");
      }
    }
    if (headers.hasRemaining()) {
      throw damaged("directory", "its last entry at its end", headers.remaining() + " more bytes");
    }
  }

  private Entry readEntry(ByteBuffer headers) {
    int at = headers.position();
    if (headers.remaining() < CENTRAL_LENGTH || headers.getInt(at) != CENTRAL) {
      throw damaged("directory byte " + at, "an entry", "other bytes");
    }
    int nameLength = u16(headers, at + 28);
    int extraLength = u16(headers, at + 30);
    int length = CENTRAL_LENGTH + nameLength + extraLength + u16(headers, at + 32);
    if (headers.remaining() < length) {
      throw damaged("directory byte " + at, length + " bytes", headers.remaining() + " bytes");
    }
    headers.position(at + length);
    ByteBuffer name = headers.slice(at + CENTRAL_LENGTH, nameLength);
    ByteBuffer extra = headers.slice(at + CENTRAL_LENGTH + nameLength, extraLength);
    Extra64 wide = new Extra64(extra.order(headers.order()));
    long size = wide.orWide(u32(headers, at + 24));
    long packed = wide.orWide(u32(headers, at + 20));
    long header = wide.orWide(u32(headers, at + 42));
    String text = Utf8.decode(name, () -> file.name() + ", zip directory");
    if (size < 0 || header < 0) {
      throw damaged(text, "a size and an offset of at least 0", size + " and " + header);
    }
    int flags = u16(headers, at + 8);
    int method = u16(headers, at + 10);
    return new Entry(text, header, size, packed, flags, method, u32(headers, at + 16));
  }

  /** The 64-bit values of an extra field, in order, for those of 32 bits that are all ones. */
  private final class Extra64 {
    private final ByteBuffer extra;
    private boolean found;

    Extra64(ByteBuffer extra) {
      this.extra = extra;
    }

    long orWide(long narrow) {
      if (narrow != MAX_32) {
        return narrow;
      }
      if (!found && !seek() || extra.remaining() < Long.BYTES) {
        throw damaged("directory", "a zip64 field for a size of 4 GiB or more", "none");
      }
      return extra.getLong();
    }

    private boolean seek() {
      while (extra.remaining() >= 4) {
        int id = extra.getShort() & MAX_16;
        int length = Math.min(extra.getShort() & MAX_16, extra.remaining());
        if (id == EXTRA64) {
          extra.limit(extra.position() + length);
          found = true;
          return true;
        }
        extra.position(extra.position() + length);
      }
      return false;
    }
  }

  private CheckpointException damaged(String where, String expected, String found) {
    return new CheckpointException(file.name() + ", zip entry " + where, expected, found, DAMAGED);
  }

  private static int u16(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & MAX_16;
  }

  private static long u32(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & MAX_32;
  }
}
