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
 * lenient reading {@link #stopped} ends every open loop, up to the sequence or item whose length is
 * known, or to the top level, where {@link Resumption} looks for the rest.
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
  private final DicomLimits limits;
  private final Strictness strictness;
  private final Findings findings;

  /** How often reading may go on behind damage: each time costs a search. */
  private static final int MOST_RESUMED = 8;

  private int spent;
  private int resumed;
  private long loaded;
  private boolean stopped;

  DataSetParser(
      ByteSource source,
      boolean bigEndian,
      DicomLimits limits,
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
      if (h == null) {
        position = cut(position, span);
      } else if (h.vr() == null) {
        if (endsItem(h, span)) {
          position = h.tag() == ElementHeader.ITEM_END ? h.value() : position;
          break;
        }
        position = outOfPlace(h, span);
      } else if (h.tag() == 0 && h.length() == 0) {
        damage(0, position, "an element", "zeros");
        position = h.value();
      } else {
        spend();
        position = element(h, span, out);
      }
      if (stopped && span.depth == 0 && onlyGroup < 0) {
        position = goOn(h == null ? position : h.value(), span, out.lastTag());
      }
    }
    return new Read(out.build(findings, strictness), Math.min(position, span.end));
  }

  /** Behind damage at top level, the next place that can only be the rest of the data set. */
  private long goOn(long from, Span span, int last) {
    long found =
        strictness == Strictness.LENIENT && span.explicitVr && resumed < MOST_RESUMED
            ? Resumption.find(in, from, span.end, last)
            : -1;
    if (found < 0) {
      return span.end;
    }
    resumed++;
    stopped = false;
    findings.add("reading went on at byte " + found + "; what stood before it is left out");
    return found;
  }

  private boolean inGroup(long position, Span span, int onlyGroup) {
    return onlyGroup < 0 || span.end - position < 2 || in.u16(position) == onlyGroup;
  }

  private long cut(long position, Span span) {
    damage(0, position, "a whole element header", (span.end - position) + " bytes");
    return span.end;
  }

  /** Whether an item of unknown length ends here: by its delimiter, or where that is missing. */
  private boolean endsItem(ElementHeader h, Span span) {
    if (!span.delimited || h.tag() == ElementHeader.ITEM_END) {
      return span.delimited;
    }
    if (strictness == Strictness.STRICT) {
      damage(h.tag(), h.value() - 8, "an element", "an item or delimiter out of place");
    }
    findings.add(h.tag(), "an item without its end; taken to end here");
    return true;
  }

  /** Items and delimiters that belong to nothing are stepped over, as other readers do. */
  private long outOfPlace(ElementHeader h, Span span) {
    if (strictness == Strictness.STRICT) {
      damage(h.tag(), h.value() - 8, "an element", "an item or delimiter out of place");
    }
    spend();
    findings.add(h.tag(), "an item or delimiter out of place; stepped over");
    boolean opaque = h.tag() == ElementHeader.ITEM && h.length() <= span.end - h.value();
    return h.value() + (opaque ? h.length() : 0);
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
      throw limit(
          h,
          "a value of at most " + limits.valueBytes() + " bytes",
          length + " bytes",
          "withValueBytes");
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
      throw limit(h, "at most " + limits.depth() + " nested sequences", "more", "withDepth");
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
    out.add(new Sequence(h.tag(), items));
    if (!h.undefined() && end == h.value() + h.length()) {
      return within(end, position);
    }
    stopped |= !h.undefined() && position >= end;
    return position;
  }

  /** Damage within a known length ends there. */
  private long within(long end, long position) {
    if (!stopped) {
      return position;
    }
    stopped = false;
    return end;
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
      if (item.tag() == ElementHeader.ITEM_END) {
        position = outOfPlace(item, span);
        continue;
      }
      if (item.tag() != ElementHeader.ITEM) {
        return notAnItem(h, item, position, span);
      }
      spend();
      position = item(item, span, out, items);
    }
    if (h.undefined() && !stopped) {
      damage(h.tag(), position, "a sequence delimiter", "the end of the data");
    }
    return position;
  }

  /** Where a sequence has no end, or a wrong length, the next element of its data set ends it. */
  private long notAnItem(ElementHeader h, ElementHeader found, long position, Span span) {
    boolean element =
        found.vr() != null
            && strictness == Strictness.LENIENT
            && span.explicitVr
            && Integer.compareUnsigned(found.tag(), h.tag()) > 0
            && found.isFollowed(in, span.end);
    if (!element) {
      damage(h.tag(), position, "an item", Tag.describe(found.tag()));
      return span.end;
    }
    findings.add(h.tag(), "a sequence without its end; taken to end at byte " + position);
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
      return read.end();
    }
    return item.undefined() ? read.end() : within(end, read.end());
  }

  private long fragments(ElementHeader h, Vr vr, Span span, ElementList out) {
    FragmentList list = new FragmentList();
    long position = h.value();
    boolean open = true;
    boolean whole = false;
    while (open && !stopped) {
      ElementHeader item = ElementHeader.read(in, position, span.end, span.explicitVr, findings);
      if (item == null) {
        position = cut(position, span);
      } else if (item.tag() == ElementHeader.SEQUENCE_END) {
        open = false;
        whole = true;
        position = item.value();
      } else if (item.vr() != null && strictness == Strictness.LENIENT) {
        open = false;
        findings.add(h.tag(), "fragments without their end; taken to end at byte " + position);
      } else if (item.tag() == ElementHeader.ITEM_END) {
        position = outOfPlace(item, span);
      } else {
        position = fragment(h, item, span, list);
      }
    }
    out.add(list.build(h.tag(), vr, source, in, whole));
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
          "raise the limit by DicomLimits.withElements if the file is trusted");
    }
  }

  private static DicomException limit(
      ElementHeader h, String expected, String found, String option) {
    return new DicomException(
        Tag.describe(h.tag()) + " at byte " + h.value(),
        expected,
        found,
        "raise the limit by DicomLimits." + option + " if the file is trusted");
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
