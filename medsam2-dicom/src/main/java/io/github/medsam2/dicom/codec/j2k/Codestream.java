// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import io.github.medsam2.dicom.codec.Corrupt;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.error.DicomException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A JPEG 2000 codestream taken apart by its markers (T.800 annex A), checked against the expected
 * size.
 *
 * <pre>
 * codestream = SOC SIZ (main header segment)* tilePart+ EOC
 * tilePart   = SOT (tile header segment)* SOD packets
 * </pre>
 */
final class Codestream {
  private static final String NAME = "JPEG 2000";
  private static final int SOC = 0xff4f;
  private static final int SIZ = 0xff51;
  private static final int TLM = 0xff55;
  private static final int PLM = 0xff57;
  private static final int PLT = 0xff58;
  private static final int PPM = 0xff60;
  private static final int PPT = 0xff61;
  private static final int COM = 0xff64;
  private static final int SOT = 0xff90;
  private static final int SOP = 0xff91;
  private static final int SOD = 0xff93;
  private static final int EOC = 0xffd9;
  private static final int MAX_TILES = 4096;

  private final ByteBuffer data;
  private final FrameShape shape;
  private final List<TilePart> parts = new ArrayList<>();
  private int position;
  private int mainEnd;
  private int tiles;
  private int precision;
  private boolean signed;
  private boolean packedHeaders;

  /** A tile-part: where its header segments, its packets and it itself end. */
  record TilePart(int tile, int header, int packets, int end) {}

  private Codestream(ByteBuffer data, FrameShape shape) {
    this.data = data;
    this.shape = shape;
  }

  static Codestream parse(byte[] stream, FrameShape expected) {
    int start = Jp2Boxes.codestream(stream);
    ByteBuffer data = ByteBuffer.wrap(stream, start, stream.length - start).slice();
    Codestream c = new Codestream(data, expected);
    c.mainHeader();
    c.tileParts();
    return c;
  }

  FrameShape shape() {
    return shape;
  }

  int precision() {
    return precision;
  }

  boolean signed() {
    return signed;
  }

  private void mainHeader() {
    if (u16(0) != SOC || u16(2) != SIZ) {
      throw corrupt("SOC and SIZ markers", "others");
    }
    size(6);
    position = 2;
    while (u16(position) != SOT) {
      packedHeaders |= u16(position) == PPM;
      position = next(position);
    }
    mainEnd = position;
  }

  /** The position behind a marker segment. */
  private int next(int at) {
    int length = u16(at + 2);
    if (u16(at) < 0xff00 || length < 2 || at + 2 + length > data.limit()) {
      throw corrupt("a marker segment", "something else");
    }
    return at + 2 + length;
  }

  private void size(int at) {
    if ((u16(at) & 0x4000) != 0) {
      throw Corrupt.unsupported(NAME, "part 1 of the standard", "high throughput (part 15)");
    }
    long width = u32(at + 2) - u32(at + 10);
    long height = u32(at + 6) - u32(at + 14);
    int components = u16(at + 34);
    shape.require(NAME, clamp(width), clamp(height), components);
    long across = ceil(u32(at + 2) - u32(at + 26), u32(at + 18));
    long down = ceil(u32(at + 6) - u32(at + 30), u32(at + 22));
    if (across < 1 || down < 1 || across * down > MAX_TILES) {
      throw corrupt("1 to " + MAX_TILES + " tiles", "others");
    }
    tiles = (int) (across * down);
    precision = (u8(at + 36) & 0x7f) + 1;
    signed = u8(at + 36) > 0x7f;
    for (int c = 0; c < components; c++) {
      int p = at + 36 + 3 * c;
      if (u8(p) != u8(at + 36) || u8(p + 1) != 1 || u8(p + 2) != 1 || precision > 16) {
        throw Corrupt.unsupported(NAME, "equal components of at most 16 bits", "others");
      }
    }
  }

  private static int clamp(long v) {
    return (int) Math.max(-1, Math.min(v, Integer.MAX_VALUE));
  }

  private static long ceil(long a, long b) {
    return b <= 0 || a > 1L << 31 ? 0 : Math.min(MAX_TILES + 1, (a + b - 1) / b);
  }

  private void tileParts() {
    while (position + 2 <= data.limit() && u16(position) == SOT) {
      int start = position;
      long length = u32(start + 6);
      long end = length == 0 ? packetEnd() : start + length;
      if (end > data.limit() || end < start + 14 || u16(start + 4) >= tiles) {
        throw corrupt("a whole tile-part", "one that is cut short");
      }
      int header = start + 12;
      int at = header;
      while (u16(at) != SOD) {
        packedHeaders |= u16(at) == PPT;
        at = next(at);
      }
      if (at + 2 > end || parts.size() > MAX_TILES * 16) {
        throw corrupt("tile-parts with packets", "others");
      }
      requireNoMarker(at + 2, (int) end);
      parts.add(new TilePart(u16(start + 4), header, at, (int) end));
      position = (int) end;
    }
    long seen = parts.stream().mapToInt(TilePart::tile).distinct().count();
    if (seen != tiles) {
      throw corrupt(tiles + " tiles", seen + " tiles");
    }
  }

  /**
   * No packet holds FF FF (B.10.1, D.4.1), and in a packet header the library would read ones from
   * it for ever. The number in a start-of-packet segment may.
   */
  private void requireNoMarker(int from, int end) {
    for (int at = from; at + 1 < end; at++) {
      if (data.get(at) == -1) {
        int next = data.get(at + 1) & 0xff;
        if (next == 0xff) {
          position = at;
          throw corrupt("packets without FF FF", "FF FF");
        }
        at += next == (SOP & 0xff) && at + 5 < end && u16(at + 2) == 4 ? 5 : 0;
      }
    }
  }

  /** A last tile-part of unsaid length ends before the EOC, or with the data. */
  private long packetEnd() {
    int end = data.limit();
    while (end > position + 14 && u8(end - 1) == 0) {
      end--;
    }
    return end >= position + 16 && u16(end - 2) == EOC ? end - 2 : end;
  }

  /**
   * The codestream with one part for each tile, without lengths and comments that no longer hold.
   */
  byte[] joined() {
    if (packedHeaders) {
      return copy(0, data.limit());
    }
    JoinedTiles out = new JoinedTiles();
    out.write(copy(0, 2));
    segments(out, 2, mainEnd);
    Map<Integer, List<TilePart>> byTile =
        parts.stream()
            .collect(Collectors.groupingBy(TilePart::tile, TreeMap::new, Collectors.toList()));
    byTile.forEach((tile, own) -> join(out, tile, own));
    return out.finish();
  }

  private void join(JoinedTiles out, int tile, List<TilePart> own) {
    out.begin(tile);
    for (TilePart p : own) {
      segments(out, p.header, p.packets);
    }
    out.write(new byte[] {(byte) 0xff, (byte) (SOD & 0xff)});
    for (TilePart p : own) {
      out.write(copy(p.packets + 2, p.end));
    }
    out.end();
  }

  private void segments(JoinedTiles out, int from, int to) {
    for (int at = from; at < to; at = next(at)) {
      int marker = u16(at);
      if (marker != TLM && marker != PLM && marker != PLT && marker != COM) {
        out.write(copy(at, next(at)));
      }
    }
  }

  private byte[] copy(int from, int to) {
    byte[] out = new byte[to - from];
    data.get(from, out);
    return out;
  }

  private int u8(int at) {
    if (at < 0 || at >= data.limit()) {
      throw corrupt("more bytes", "the end of the stream");
    }
    return data.get(at) & 0xff;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  private DicomException corrupt(String expected, String found) {
    return Corrupt.at(NAME, position, expected, found);
  }
}
