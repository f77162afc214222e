// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import io.github.medsam2.dicom.error.DicomException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The marker segments of a JPEG stream up to its next scan (T.81 annex B), shared by all kinds of
 * frame.
 *
 * <pre>
 * stream = SOI (DQT | DHT | DRI | APPn | COM | LSE | SOFn)* scan+ EOI
 * scan   = SOS entropy-coded data (RSTn entropy-coded data)*
 * </pre>
 */
final class JpegStream {
  static final int SOF_BASELINE = 0xc0;
  static final int SOF_EXTENDED = 0xc1;
  static final int SOF_LOSSLESS = 0xc3;
  static final int SOF_LS = 0xf7;

  final byte[] data;
  final HuffmanTable[] dc = new HuffmanTable[4];
  final HuffmanTable[] ac = new HuffmanTable[4];
  final int[][] quantization = new int[4][];
  int restartInterval;
  @Nullable LsPreset preset;
  private @Nullable JpegFrame frame;
  private int position;
  private int adobeTransform = -1;
  private boolean jfif;

  JpegStream(byte[] data) {
    this.data = data;
    if (data.length < 4 || u16(0) != 0xffd8) {
      throw corrupt("a start of image", "something else");
    }
    position = 2;
  }

  /** One scan: its component indexes with their tables, and its three parameters. */
  record Scan(int[] components, int[] dcTables, int[] acTables, int first, int second, int third) {}

  /** Reads on to the next scan; null at the end of the image. */
  @Nullable Scan nextScan() {
    while (true) {
      int marker = nextMarker();
      if (marker == 0xd9) {
        return null;
      }
      int start = position;
      int length = segment();
      int end = start + length;
      switch (marker) {
        case 0xc4 -> huffman(start + 2, end);
        case 0xdb -> quantization(start + 2, end);
        case 0xdd -> restartInterval = need(start + 2, end, 2, u16(start + 2));
        case 0xe0 -> jfif |= length >= 7 && data[start + 2] == 'J' && data[start + 3] == 'F';
        case 0xee -> adobe(start, length);
        case 0xf8 -> preset = LsPreset.read(this, start + 2, end);
        case 0xda -> {
          position = end;
          return scan(start + 2, end);
        }
        default -> frame(marker, start + 2, end);
      }
      position = end;
    }
  }

  private int nextMarker() {
    while (position + 1 < data.length) {
      int marker = data[position + 1] & 0xff;
      if ((data[position] & 0xff) == 0xff && marker != 0xff && marker != 0) {
        position += 2;
        return marker;
      }
      position++;
    }
    return 0xd9;
  }

  private int segment() {
    if (position + 2 > data.length || u16(position) < 2 || u16(position) > data.length - position) {
      throw corrupt("a marker segment", "a length that does not fit");
    }
    return u16(position);
  }

  private void huffman(int from, int end) {
    int p = from;
    while (p < end) {
      need(p, end, 17, 0);
      int target = data[p];
      int[] counts = new int[16];
      for (int i = 0; i < 16; i++) {
        counts[i] = data[p + 1 + i] & 0xff;
      }
      int total = Arrays.stream(counts).sum();
      need(p + 17, end, total, 0);
      if (total > 256 || (target & 0xec) != 0) {
        throw corrupt("a Huffman table 0 to 3 of at most 256 codes", "another");
      }
      byte[] symbols = Arrays.copyOfRange(data, p + 17, p + 17 + total);
      HuffmanTable[] tables = (target >> 4) == 0 ? dc : ac;
      tables[target & 3] = new HuffmanTable(counts, symbols, p);
      p += 17 + total;
    }
  }

  private void quantization(int from, int end) {
    int p = from;
    while (p < end) {
      int target = data[p] & 0xff;
      boolean wide = (target >> 4) != 0;
      need(p, end, wide ? 129 : 65, 0);
      if ((target & 15) > 3) {
        throw corrupt("a quantization table 0 to 3", "another");
      }
      int[] table = new int[64];
      for (int i = 0; i < 64; i++) {
        table[i] = wide ? u16(p + 1 + 2 * i) : data[p + 1 + i] & 0xff;
      }
      quantization[target & 15] = table;
      p += wide ? 129 : 65;
    }
  }

  private void adobe(int start, int length) {
    if (length >= 14 && data[start + 2] == 'A' && data[start + 3] == 'd') {
      adobeTransform = data[start + 13] & 0xff;
    }
  }

  private void frame(int marker, int from, int end) {
    boolean sof =
        (marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc) || marker == SOF_LS;
    if (sof && frame != null) {
      throw corrupt("one frame header", "two");
    }
    if (sof) {
      frame = JpegFrame.read(this, marker, from, end);
    }
  }

  private Scan scan(int from, int end) {
    int n = need(from, end, 1, data[from] & 0xff);
    need(from, end, 4 + 2 * n, 0);
    if (n < 1 || n > 4) {
      throw corrupt("1 to 4 components in a scan", Integer.toString(n));
    }
    int[] components = new int[n];
    int[] dcTables = new int[n];
    int[] acTables = new int[n];
    for (int i = 0; i < n; i++) {
      components[i] = frame().index(this, data[from + 1 + 2 * i] & 0xff);
      dcTables[i] = (data[from + 2 + 2 * i] >> 4) & 3;
      acTables[i] = data[from + 2 + 2 * i] & 3;
    }
    int p = from + 1 + 2 * n;
    return new Scan(
        components, dcTables, acTables, data[p] & 0xff, data[p + 1] & 0xff, data[p + 2] & 0xff);
  }

  /** The frame header, which must have come by now. */
  JpegFrame frame() {
    if (frame == null) {
      throw corrupt("a frame header before the scan", "none");
    }
    return frame;
  }

  /** Where the entropy-coded data of the scan begin, or where reading goes on after it. */
  int position() {
    return position;
  }

  void continueAt(int next) {
    position = next;
  }

  CodedImage.Color color() {
    JpegFrame f = frame();
    if (f.components().length != 3) {
      return CodedImage.Color.UNSAID;
    }
    if (adobeTransform == 0 || f.namedRgb()) {
      return CodedImage.Color.RGB;
    }
    boolean ybr = adobeTransform == 1 || jfif || f.subsampled();
    return ybr ? CodedImage.Color.YBR : CodedImage.Color.UNSAID;
  }

  int u16(int at) {
    return at + 1 < data.length ? ((data[at] & 0xff) << 8) | (data[at + 1] & 0xff) : 0;
  }

  /** Passes a value on when the segment has as many bytes as it takes. */
  int need(int from, int end, int bytes, int value) {
    if (end - from < bytes) {
      throw corrupt(bytes + " bytes of a marker segment", (end - from) + " bytes");
    }
    return value;
  }

  DicomException corrupt(String expected, String found) {
    return Corrupt.at("JPEG", position, expected, found);
  }
}
