// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.SourceInstance;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A segmentation answers for what it knows of; an empty mask is never a guess. */
class UnknownMaskTest {
  private static final Mask DISC = SegFixtures.disc(16, 12, 7, 6, 3);
  private static final Mask NOTHING = Mask.of(16, 12, new byte[16 * 12]);

  private static DataSet cine() {
    return SegWriter.of(SegFixtures.cine(16, 12, 12), SegForm.binary(), List.of(SegFixtures.VESSEL))
        .mask(1, 3, NOTHING)
        .mask(1, 5, DISC)
        .mask(1, 6, NOTHING)
        .build();
  }

  private static DataSet frames(DataSet d, UnaryOperator<DataSetBuilder> change) {
    List<DataSet> groups = new ArrayList<>();
    for (DataSet g : d.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)) {
      groups.add(change.apply(g.toBuilder()).build());
    }
    return d.toBuilder().items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups).build();
  }

  private static SegReader read(DataSet d) {
    return SegFixtures.read(SegForm.binary(), d);
  }

  private static void refuses(Runnable question) {
    assertThatThrownBy(question::run).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void framesThatWereLookedAtAreEmptyOthersAreRefused() {
    SegReader reader = read(cine());
    String uid = reader.frames().get(0).sources().get(0).sopInstance();
    assertThat(reader.findings()).isEmpty();
    assertThat(reader.mask(1, 5)).isEqualTo(DISC);
    assertThat(reader.mask(1, 3).isEmpty()).isTrue();
    assertThat(reader.mask(1, uid, 6).isEmpty()).isTrue();
    refuses(() -> reader.mask(1, 4));
    refuses(() -> reader.mask(1, 500));
    refuses(() -> reader.mask(1, -1));
    refuses(() -> reader.mask(1, "2.25.999", 5));
    refuses(() -> reader.mask(2, 5));
    refuses(() -> reader.probabilities(1, 4));
  }

  @Test
  void whereItIsNotSaidWhatWasLookedAtThatIsAFinding() {
    SegReader reader = read(cine().toBuilder().remove(Tag.SOURCE_IMAGE_SEQUENCE).build());
    assertThat(reader.findings().toString()).contains("taken as empty");
    assertThat(reader.mask(1, 4).isEmpty()).isTrue();
    refuses(() -> reader.mask(1, "2.25.999", 5));
  }

  @Test
  void withoutReferencesNoImageIsKnown() {
    for (boolean volume : new boolean[] {false, true}) {
      DataSet made =
          volume
              ? SegWriter.of(
                      SegFixtures.stack(16, 12, 0, 0, 1, 2, 3),
                      SegForm.binary(),
                      List.of(SegFixtures.VESSEL))
                  .mask(1, 1, DISC)
                  .mask(1, 2, DISC)
                  .build()
              : frames(cine(), g -> g.remove(Tag.FRAME_CONTENT_SEQUENCE));
      String uid = read(made).frames().get(0).sources().get(0).sopInstance();
      SegReader bare = read(frames(made, g -> g.remove(Tag.DERIVATION_IMAGE_SEQUENCE)));
      assertThat(bare.findings()).isNotEmpty();
      refuses(() -> bare.mask(1, uid, 0));
      refuses(() -> bare.mask(1, uid, 5));
    }
  }

  @Test
  void aVolumeElsewhereIsRefused() {
    DataSet made =
        SegWriter.of(
                SegFixtures.stack(16, 12, 0, 0, 1, 2, 3),
                SegForm.binary(),
                List.of(SegFixtures.VESSEL, SegFixtures.CATHETER))
            .mask(1, 1, DISC)
            .build();
    SegReader reader = read(made);
    refuses(() -> reader.volume(1, SegFixtures.stack(16, 12, 0, 50, 51, 52)));
    refuses(() -> reader.volume(2, SegFixtures.stack(16, 12, 0, 50, 51, 52)));
    assertThat(reader.volume(2, SegFixtures.stack(16, 12, 0, 0, 1, 2, 3)).depth()).isEqualTo(4);
  }

  @Test
  void aFractionOfNothingSaidIsNoMask() {
    SegForm form = SegForm.fractional();
    DataSet made =
        SegWriter.of(SegFixtures.cine(16, 12, 3), form, List.of(SegFixtures.VESSEL))
            .mask(1, 1, DISC)
            .build();
    SegReader reader =
        SegFixtures.read(form, made.toBuilder().remove(Tag.MAXIMUM_FRACTIONAL_VALUE).build());
    assertThat(reader.findings().toString()).contains("MAXIMUM_FRACTIONAL_VALUE");
    assertThatThrownBy(() -> reader.mask(1, 1)).isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> reader.probabilities(1, 1)).isInstanceOf(DicomException.class);
  }

  /** CT has no frames, so none has a number, whatever number of frames the object states. */
  @Test
  void aSourceOfASingleFrameClassIsReferredToAsAWhole() throws Exception {
    for (String sopClass : List.of("2", "4", "1.2", "7", "6.1", "128", "77.1.4")) {
      DataSet source =
          SegFixtures.cine(16, 12, 1).toBuilder()
              .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1." + sopClass)
              .ints(Tag.NUMBER_OF_FRAMES, 1)
              .build();
      assertThat(SourceInstance.of(source).reference(0).has(Tag.REFERENCED_FRAME_NUMBER)).isFalse();
      DataSet made =
          SegWriter.of(source, SegForm.binary(), List.of(SegFixtures.VESSEL))
              .mask(1, 0, DISC)
              .build();
      assertThat(read(made).mask(1, 0)).isEqualTo(DISC);
      refuses(() -> read(made).mask(1, 1));
      Validator.DCIODVFY.accepts(SegForm.binary().writer().toBytes(made));
    }
  }

  /** A segmentation of nothing claims nothing of frames that were not looked at. */
  @Test
  void nothingFoundAnywhereIsSaidOfTheFramesThatWereLookedAt() {
    SegWriter writer =
        SegWriter.of(SegFixtures.cine(16, 12, 12), SegForm.binary(), List.of(SegFixtures.VESSEL));
    assertThatThrownBy(writer::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at least one");
    SegReader reader = read(writer.mask(1, 5, NOTHING).mask(1, 7, NOTHING).build());
    assertThat(reader.mask(1, 5).isEmpty()).isTrue();
    assertThat(reader.mask(1, 7).isEmpty()).isTrue();
    refuses(() -> reader.mask(1, 0));
    refuses(() -> reader.mask(1, 6));
  }
}
