// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import io.github.medsam2.image.Heading;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random events of every kind, valid on their own though not as a journal. */
final class JournalEvents {
  private JournalEvents() {}

  static Arbitrary<List<SessionEvent>> lists() {
    return Arbitraries.oneOf(prompted(), cleared(), removed(), propagated()).list().ofMaxSize(12);
  }

  /** Any text that has a form in UTF-8. */
  private static Arbitrary<String> names() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(12)
        .map(s -> s.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? s.length() + "" : s);
  }

  private static Arbitrary<SessionEvent> prompted() {
    Arbitrary<Prompts> prompts =
        Combinators.combine(points().list().ofMinSize(1).ofMaxSize(4), box(), mask(), words())
            .as((p, b, m, w) -> Prompts.of(p.get(0), rest(p, b, m, w)));
    return Combinators.combine(names(), Arbitraries.integers(), prompts).as(Prompted::new);
  }

  private static Prompt[] rest(List<Prompt> points, Prompt box, Prompt mask, Prompt words) {
    List<Prompt> more = new ArrayList<>(points.subList(1, points.size()));
    if (points.size() % 2 == 0) {
      more.add(0, mask);
    }
    if (points.size() > 2) {
      more.add(box);
    }
    if (points.size() % 3 != 0) {
      more.add(words);
    }
    return more.toArray(Prompt[]::new);
  }

  private static Arbitrary<Prompt> points() {
    Arbitrary<Double> at = Arbitraries.doubles();
    return Combinators.combine(at, at, Arbitraries.of(true, false)).as(PointPrompt::new);
  }

  private static Arbitrary<Prompt> box() {
    Arbitrary<Double> at = Arbitraries.doubles().between(-1e3, 1e3);
    Arbitrary<Double> side = Arbitraries.doubles().between(0.01, 500);
    return Combinators.combine(at, at, side, side)
        .as((x, y, w, h) -> new BoxPrompt(x, y, x + w, y + h));
  }

  private static Arbitrary<Prompt> mask() {
    Arbitrary<Integer> side = Arbitraries.integers().between(1, 17);
    return Combinators.combine(side, side, Arbitraries.longs())
        .as(
            (w, h, bits) -> {
              byte[] pixels = new byte[w * h];
              for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (bits >> (i * 7 % 61) & 1);
              }
              return new MaskPrompt(Mask.of(w, h, pixels));
            });
  }

  private static Arbitrary<Prompt> words() {
    Arbitrary<Optional<SegmentReference>> segment =
        Arbitraries.of("1", "29", "19a").map(SegmentScheme.CASS::segment).optional();
    Arbitrary<Optional<Artery>> artery = Arbitraries.of(Artery.values()).optional();
    Arbitrary<Double> angle = Arbitraries.doubles().between(-90, 90);
    Arbitrary<ViewAngle> view =
        Combinators.combine(angle, angle, Arbitraries.of(true, false)).as(ViewAngle::new);
    return Combinators.combine(segment, artery, view, names())
        .as((s, a, v, text) -> new CoronaryPrompt(s, Optional.of(v), a, text));
  }

  private static Arbitrary<SessionEvent> cleared() {
    return Combinators.combine(names(), Arbitraries.integers()).as(Cleared::new);
  }

  private static Arbitrary<SessionEvent> removed() {
    return names().map(Removed::new);
  }

  private static Arbitrary<SessionEvent> propagated() {
    Arbitrary<Integer> frame = Arbitraries.integers();
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<Heading> heading = Arbitraries.of(Heading.class);
    return Combinators.combine(names().list().ofMaxSize(3), frame, frame, heading, flag)
        .as(Propagated::new);
  }
}
