// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads elements, items and fragments in one pass, forward only.
 *
 * <p>Every loop spends the element budget, recursion is held to the depth limit, and nothing is
 * allocated for a declared length before that many bytes are known to be there. After damage in a
 * lenient reading {@link #stopped} ends every open loop, so that what stands before it is kept.
 */
final class DataSetParser {
  /** Values up to this length are loaded, longer ones stay in the source. */
  private static final int LOADED = 1 << 16;

  /** What is loaded altogether before every further value stays in the source. */
  private static final long LOADED_TOTAL = 32L << 20;

  private static final byte[] NOTHING = new byte[0];

  private final ByteSource source;
  private final ByteWindow in;
  private final boolean bigEndian;
  private final ReadLimits limits;
  private final Strictness strictness;
  private final Findings findings;
  private int spent;
  private long loaded;
  private boolean stopped;

  DataSetParser(
      ByteSource source,
      boolean bigEndian,
      ReadLimits limits,
      Strictness strictness,
      Findings findings) {
    this.source = source;
    this.in = new ByteWindow(source, bigEndian);
    this.bigEndian = bigEndian;
    this.limits = limits;
    this.strictness = strictness;
    this.findings = findings;
  }

  /** Where and how a data set is read. */
  private record Span(long end, boolean delimited, boolean explicitVr, int depth) {}

  /** A data set and the position behind it. */
  record Read(DataSet dataSet, long end) {}

  /** Reads the data set that fills the source from a position to its end. */
  DataSet readAll(long position, boolean explicitVr) {
    Span span = new Span(source.size(), false, explicitVr, 0);
    return read(position, span, SpecificCharacterSet.ASCII, -1).dataSet();
  }

  /** Reads elements as long as they are of one group. */
  Read readGroup(long position, int group) {
    return read(
        position, new Span(source.size(), false, true, 0), SpecificCharacterSet.ASCII, group);
  }

  private Read read(long start, Span span, SpecificCharacterSet inherited, int onlyGroup) {
    ElementList out = new ElementList(inherited);
    long position = start;
    while (!stopped && position < span.end && inGroup(position, span, onlyGroup)) {
      ElementHeader h = ElementHeader.read(in, position, span.end, span.explicitVr, findings);
      if (h == null || endsData(h, span)) {
        position = h == null ? cut(position, span) : h.value();
        break;
      }
      spend();
      position = element(h, span, out);
    }
    return new Read(out.build(findings, strictness), Math.min(position, span.end));
  }

  private boolean inGroup(long position, Span span, int onlyGroup) {
    return onlyGroup < 0 || span.end - position < 2 || in.u16(position) == onlyGroup;
  }

  private long cut(long position, Span span) {
    damage(0, position, "a whole element header", (span.end - position) + " bytes");
    return span.end;
  }

  /**
   * Whether a delimiter, or the zeros some writers put after the last element, end the data set.
   */
  private boolean endsData(ElementHeader h, Span span) {
    if (h.tag() == ElementHeader.ITEM_END && span.delimited) {
      return true;
    }
    if (h.vr() == null) {
      damage(h.tag(), h.value() - 8, "an element", "an item or delimiter out of place");
      return true;
    }
    if (h.tag() == 0 && h.length() == 0) {
      damage(0, h.value() - 8, "an element", "zeros");
      return true;
    }
    return false;
  }

  private long element(ElementHeader h, Span span, ElementList out) {
    Vr vr = Objects.requireNonNull(h.vr());
    boolean unknownSequence = vr == Vr.UN && (h.undefined() || Tag.vrOf(h.tag()) == Vr.SQ);
    if (vr == Vr.SQ || unknownSequence) {
      // A sequence under VR UN is written in implicit VR whatever the file is (PS3.5 6.2.2).
      return sequence(
          h, new Span(span.end, false, span.explicitVr && vr == Vr.SQ, span.depth), out);
    }
    if (h.undefined()) {
      return fragments(h, vr, span, out);
    }
    return value(h, vr, span, out);
  }

  private long value(ElementHeader h, Vr vr, Span span, ElementList out) {
    boolean pixels = h.tag() >>> 16 == 0x7fe0;
    long length = h.length();
    if (length > span.end - h.value()) {
      damage(h.tag(), h.value(), length + " bytes", (span.end - h.value()) + " bytes");
      if (!pixels) {
        return span.end;
      }
      length = span.end - h.value();
    }
    if (length > limits.valueBytes() && !pixels) {
      throw limit(h, "a value of at most " + limits.valueBytes() + " bytes", length + " bytes");
    }
    out.add(stored(h, vr, length, pixels && span.depth == 0));
    return h.value() + length;
  }

  private Element stored(ElementHeader h, Vr vr, long length, boolean leave) {
    if (leave || length > LOADED || loaded + length > LOADED_TOTAL) {
      return new Located(h.tag(), vr, source, h.value(), length, bigEndian);
    }
    if (length == 0) {
      return new Value(h.tag(), vr, NOTHING);
    }
    loaded += length;
    byte[] bytes = new byte[(int) length];
    source.read(h.value(), bytes, 0, bytes.length);
    if (bigEndian) {
      ByteOrders.reverse(bytes, vr.unit());
    }
    return new Value(h.tag(), vr, bytes);
  }

  private long sequence(ElementHeader h, Span span, ElementList out) {
    if (span.depth >= limits.depth()) {
      throw limit(h, "at most " + limits.depth() + " nested sequences", "more");
    }
    long end = h.undefined() ? span.end : h.value() + h.length();
    if (end > span.end) {
      damage(h.tag(), h.value(), h.length() + " bytes", (span.end - h.value()) + " bytes");
      end = span.end;
      // Items that are whole are still worth having.
      stopped = false;
    }
    List<DataSet> items = new ArrayList<>(1);
    long position = items(h, new Span(end, false, span.explicitVr, span.depth), out, items);
    stopped |= end < h.value() + h.length() && !h.undefined();
    out.add(new Sequence(h.tag(), items));
    return position;
  }

  private long items(ElementHeader h, Span span, ElementList out, List<DataSet> items) {
    long position = h.value();
    while (!stopped && position < span.end) {
      ElementHeader item = ElementHeader.read(in, position, span.end, span.explicitVr, findings);
      if (item == null) {
        return cut(position, span);
      }
      if (item.tag() == ElementHeader.SEQUENCE_END) {
        return item.value();
      }
      if (item.tag() != ElementHeader.ITEM) {
        damage(h.tag(), position, "an item", Tag.describe(item.tag()));
        return span.end;
      }
      spend();
      position = item(item, span, out, items);
    }
    if (h.undefined() && !stopped) {
      damage(h.tag(), position, "a sequence delimiter", "the end of the data");
    }
    return position;
  }

  private long item(ElementHeader item, Span span, ElementList out, List<DataSet> items) {
    long end = item.undefined() ? span.end : Math.min(span.end, item.value() + item.length());
    Span inner = new Span(end, item.undefined(), span.explicitVr, span.depth + 1);
    Read read = read(item.value(), inner, out.characters(), -1);
    items.add(read.dataSet());
    if (!item.undefined() && item.value() + item.length() > span.end) {
      damage(
          item.tag(), item.value(), item.length() + " bytes", (span.end - item.value()) + " bytes");
    }
    return read.end();
  }

  private long fragments(ElementHeader h, Vr vr, Span span, ElementList out) {
    FragmentList list = new FragmentList();
    long position = h.value();
    boolean open = true;
    while (open && !stopped) {
      ElementHeader item = ElementHeader.read(in, position, span.end, span.explicitVr, findings);
      if (item == null || item.tag() == ElementHeader.SEQUENCE_END) {
        open = false;
        position = item == null ? cut(position, span) : item.value();
      } else {
        position = fragment(h, item, span, list);
      }
    }
    out.add(list.build(h.tag(), vr, source, in));
    return position;
  }

  private long fragment(ElementHeader h, ElementHeader item, Span span, FragmentList list) {
    spend();
    if (item.tag() != ElementHeader.ITEM || item.undefined()) {
      damage(h.tag(), item.value() - 8, "a fragment", Tag.describe(item.tag()));
      return span.end;
    }
    long left = span.end - item.value();
    if (item.length() > Math.min(left, Integer.MAX_VALUE)) {
      // A frame cut short must not pass for a whole one, so its fragment is left out.
      damage(h.tag(), item.value(), item.length() + " bytes", left + " bytes");
      return span.end;
    }
    list.add(item.value(), (int) item.length());
    return item.value() + item.length();
  }

  private void spend() {
    if (++spent > limits.elements()) {
      throw new DicomException(
          "data set",
          "at most " + limits.elements() + " elements, items and fragments",
          "more",
          "raise ReadLimits.elements if the file is trusted");
    }
  }

  private static DicomException limit(ElementHeader h, String expected, String found) {
    return new DicomException(
        Tag.describe(h.tag()) + " at byte " + h.value(),
        expected,
        found,
        "raise ReadLimits if the file is trusted");
  }

  private void damage(int tag, long position, String expected, String found) {
    if (strictness == Strictness.STRICT) {
      throw new DicomException(
          (tag == 0 ? "data set" : Tag.describe(tag)) + " at byte " + position,
          expected,
          found,
          "repair the file or read it leniently");
    }
    findings.add(
        tag,
        "at byte "
            + position
            + " expected "
            + expected
            + ", found "
            + found
            + "; the rest is left out");
    stopped = true;
  }
}
