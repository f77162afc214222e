// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.ViewPrior;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known against a view of a segment before anything is measured. */
final class ViewDoubt {
  private static final double FORESHORTENED = 0.4;
  private static final double OVERLAPPED = 0.45;
  private static final double CLEARLY_BETTER = 0.15;

  private static final List<ViewAngle> USUAL =
      List.of(
          ViewAngle.of(35, 0),
          ViewAngle.of(-30, 0),
          ViewAngle.of(5, 28),
          ViewAngle.of(30, 22),
          ViewAngle.of(-25, -25),
          ViewAngle.of(0, -30),
          ViewAngle.of(45, -30),
          ViewAngle.of(0, 35),
          ViewAngle.of(-30, 28),
          ViewAngle.of(38, 28),
          ViewAngle.of(88, 0));

  private final ViewPrior prior = new ViewPrior();
  private final Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
  private Optional<ViewAngle> better = Optional.empty();

  ViewDoubt(Subject subject) {
    if (subject.segment().isPresent() && subject.view().isPresent()) {
      judge(subject.segment().get(), subject.view().get());
    }
  }

  private void judge(CassSegment segment, ViewAngle view) {
    ViewPrior.Visibility v = prior.visibility(segment, view.primary(), view.secondary());
    if (v.foreshortening() > FORESHORTENED) {
      flags.add(QualityFlag.VIEW_FORESHORTENED);
    }
    if (v.overlap() > OVERLAPPED) {
      flags.add(QualityFlag.VIEW_OVERLAPPED);
    }
    if (flags.isEmpty()) {
      return;
    }
    double most = v.weight() + CLEARLY_BETTER;
    for (ViewAngle other : USUAL) {
      double w = prior.visibility(segment, other.primary(), other.secondary()).weight();
      if (w > most) {
        most = w;
        better = Optional.of(other);
      }
    }
  }

  Set<QualityFlag> flags() {
    return flags;
  }

  /** The usual view with the best visibility, if this one is poor. */
  Optional<ViewAngle> better() {
    return better;
  }
}
