// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.data.Sample;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Cases as pictures, with the truth's outline and those of all candidates. */
final class PictureSection {
  private static final int TRUTH = 0x40c057;
  private static final int[] COLOURS = {0xff922b, 0x4dabf7, 0xf06595, 0xffd43b, 0xb197fc};

  private final ComparisonResult result;
  private final Map<String, Integer> places = new HashMap<>();

  PictureSection(ComparisonResult result) {
    this.result = result;
    for (int i = 0; i < result.samples().size(); i++) {
      places.put(result.samples().id(i), i);
    }
  }

  void add(Html page, Protocol protocol) {
    page.heading(2, "Pictures, by " + protocol.name());
    page.key("truth", TRUTH);
    result.candidates().keySet().forEach(name -> page.key(name, colour(name)));
    page.note(
        protocol.ofClips()
            ? "The last frame on which the object is seen, as it is and with outlines."
            : "The image around the object, as it is and with outlines.");
    ShownCases.of(result, protocol)
        .forEach(
            (why, cases) -> {
              page.heading(3, why);
              cases.forEach(shown -> add(page, shown));
            });
  }

  private int colour(String candidate) {
    int place = List.copyOf(result.candidates().keySet()).indexOf(candidate);
    return COLOURS[place % COLOURS.length];
  }

  private void add(Html page, ShownCases.Shown shown) {
    Subject subject = shown.subject();
    try {
      Sample sample = result.samples().get(Objects.requireNonNull(places.get(subject.caseId())));
      int frame = frame(sample, subject);
      List<CasePicture.Outline> outlines = new ArrayList<>();
      for (String name : shown.scores().keySet()) {
        result
            .mask(name, subject)
            .ifPresent(m -> outlines.add(new CasePicture.Outline(m.mask(), colour(name))));
      }
      // Last, so that nothing lies over it.
      outlines.add(new CasePicture.Outline(truth(sample, subject, frame), TRUTH));
      CasePicture picture = new CasePicture(sample.frames().get(frame), outlines);
      page.figures(List.of(picture.plain(), picture.outlined(outlines)), caption(shown));
    } catch (RuntimeException e) {
      // The numbers are there: a page without one picture is better than none.
      page.warning(caption(shown) + ". No picture: " + CaseRun.reason(e));
    }
  }

  private static int frame(Sample sample, Subject subject) {
    int frame = sample.frames().size() - 1;
    while (frame > 0 && sample.objects().get(subject.object()).masks().get(frame).isEmpty()) {
      frame--;
    }
    return frame;
  }

  private static Mask truth(Sample sample, Subject subject, int frame) {
    return subject.object() == Subject.ALL
        ? Subjects.of(sample, Map.of()).union()
        : sample.objects().get(subject.object()).masks().get(frame);
  }

  private static String caption(ShownCases.Shown shown) {
    StringBuilder text = new StringBuilder(CaseSection.name(shown.subject()));
    text.append(", ").append(Num.of(shown.subject().width(), 1)).append(" pixels wide. Dice");
    String before = " ";
    for (Map.Entry<String, CaseScore> e : shown.scores().entrySet()) {
      text.append(before).append(e.getKey()).append(' ');
      text.append(Num.of(e.getValue().scores().dice(), 3));
      text.append(e.getValue().failure().isPresent() ? " (failed)" : "");
      before = ", ";
    }
    return text.toString();
  }
}
